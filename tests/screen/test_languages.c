/* Every tab, pane, dialog and page, in English and in French, at 24x80 and 50x200: the words on it, and what holds for
 * every picture whatever it says.
 *
 * A new dialog is one row of screens[].  A definition in ui/ that no row covers fails the last test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "tests/screen/term.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static const struct { int rows, cols; } sizes[] = { { 24, 80 }, { 50, 200 } };
static const char *const languages[] = { "C.UTF-8", "fr_CA.UTF-8" };

/* A picture. */
struct screen {
	const char *name;
	const char *covers;     /* the title of the definition in ui/, or the name of its overlay_ops; NULL: neither */
	const char *start;      /* options of the driver; "!": arguments of the program; NULL: goes on from the row above */
	const char *keys;
	const char *en, *fr;    /* texts apart by '|'; blanks and ends of rows count as one blank */
};

static const struct screen screens[] = {
	/* ---- tabs and their views ---- */
	{ "invoices", NULL, "books systems", "",
		"[Invoices ●4 ⊘2]|Ready to export ▾|5 shown|Status ▸Invoice▲ Vendor|● ready 1042-07|"
		"⊘ held 1042-08|a approve r reject",
		"[Factures ●4 ⊘2]|Prêt à exporter ▾|5 affichés|État ▸Facture▲ Fournisseur|● prêt 1042-07|"
		"⊘ retenu 1042-08|a approuver r rejeter" },
	{ "invoices, failed", NULL, NULL, "v",
		"Failed ▾|1 shown|✗ failed 1044-01",
		"En échec ▾|1 affiché|✗ échec 1044-01" },
	{ "invoices, synced", NULL, NULL, "v", "Synced ▾|✓ synced 1042-06", "Synchronisé ▾|✓ synchro 1042-06" },
	{ "invoices, rejected", NULL, NULL, "v",
		"Rejected ▾|Nothing was rejected.|v goes to the next view, w chooses one.",
		"Rejeté ▾|Rien n’a été rejeté.|v passe à la vue suivante, w en choisit une." },
	{ "invoices, to import", NULL, NULL, "v", "To import ▾|◇ to import 77", "À importer ▾|◇ à import. 77" },
	{ "invoices, all", NULL, NULL, "v",
		"All ▾|8 shown $ 143,916.20 + USD 250.25|86,400.00",
		"Tout ▾|8 affichés 143 916,20 $ + 250,25 USD|86 400,00" },
	{ "vendors", NULL, "books", "Alt-1",
		"[Vendors ●1]|Status ▸Number Vendor▲|● ready V-200",
		"[Fournisseurs ●1]|État ▸Numéro Fournisseur▲|● prêt V-200" },
	{ "vendors, failed", NULL, NULL, "v", "Failed ▾|Nothing failed.", "En échec ▾|Rien n’a échoué." },
	{ "vendors, synced", NULL, NULL, "v", "Synced ▾|V-100", "Synchronisé ▾|V-100" },
	{ "vendors, rejected", NULL, NULL, "v",
		"Rejected ▾|Nothing was rejected.",
		"Rejeté ▾|Rien n’a été rejeté." },
	{ "vendors, to import", NULL, NULL, "v",
		"To import ▾|◇ to import TOITLET",
		"À importer ▾|◇ à import. TOITLET" },
	{ "vendors, all", NULL, NULL, "v",
		"All ▾|3 shown|✓ synced V-100",
		"Tout ▾|3 affichés|✓ synchro V-100" },
	{ "jobs", NULL, "books", "Alt-2",
		"[Jobs]|Ready to export ▾|Status ▸Number▲ Job|"
		"Nothing waits for a decision. Press s to fetch what is new.",
		"[Projets]|Prêt à exporter ▾|État ▸Numéro▲ Projet|"
		"Rien n’attend de décision. Appuyez sur s pour chercher les nouveautés." },
	{ "jobs, failed", NULL, NULL, "v", "Failed ▾|Nothing failed.", "En échec ▾|Rien n’a échoué." },
	{ "jobs, synced", NULL, NULL, "v", "Synced ▾|✓ synced J-2601", "Synchronisé ▾|✓ synchro J-2601" },
	{ "jobs, rejected", NULL, NULL, "v",
		"Rejected ▾|Nothing was rejected.",
		"Rejeté ▾|Rien n’a été rejeté." },
	{ "jobs, to import", NULL, NULL, "v",
		"To import ▾|Nothing in the accounting system waits to be imported.",
		"À importer ▾|Rien dans le système comptable n’attend d’être importé." },
	{ "jobs, all", NULL, NULL, "v",
		"All ▾|Riverside school|4,500,000.00",
		"Tout ▾|Riverside school|4 500 000,00" },
	{ "commitments", NULL, "books", "Alt-3",
		"[Commitments ⊘1]|1 shown $ 184,000.00|⊘ held SC-0081|"
		"the vendor \"Toitures Létourneau\" is not in the",
		"[Engagements ⊘1]|1 affiché 184 000,00 $|⊘ retenu SC-0081|"
		"le fournisseur « Toitures Létourneau » n’est pas" },
	{ "commitments, failed", NULL, NULL, "v", "Failed ▾|Nothing failed.", "En échec ▾|Rien n’a échoué." },
	{ "commitments, synced", NULL, NULL, "v",
		"Synced ▾|✓ synced SC-0077",
		"Synchronisé ▾|✓ synchro SC-0077" },
	{ "commitments, rejected", NULL, NULL, "v",
		"Rejected ▾|Nothing was rejected.",
		"Rejeté ▾|Rien n’a été rejeté." },
	{ "commitments, to import", NULL, NULL, "v",
		"To import ▾|Nothing in the accounting system waits to be imported.",
		"À importer ▾|Rien dans le système comptable n’attend d’être importé." },
	{ "commitments, all", NULL, NULL, "v", "All ▾|2 shown $ 394,000.00", "Tout ▾|2 affichés 394 000,00 $" },
	{ "payments", NULL, "books", "Alt-5",
		"[Payments]|All ▾|Status ▸Payment Date▼|43,000.00",
		"[Paiements]|Tout ▾|État ▸Paiement Date▼|43 000,00" },
	{ "payments, ready", NULL, NULL, "v",
		"Ready to export ▾|Nothing waits for a decision.",
		"Prêt à exporter ▾|Rien n’attend de décision." },
	{ "payments, failed", NULL, NULL, "v", "Failed ▾|Nothing failed.", "En échec ▾|Rien n’a échoué." },
	{ "payments, synced", NULL, NULL, "v", "Synced ▾|✓ synced 000231", "Synchronisé ▾|✓ synchro 000231" },
	{ "payments, rejected", NULL, NULL, "v",
		"Rejected ▾|Nothing was rejected.",
		"Rejeté ▾|Rien n’a été rejeté." },
	{ "payments, to import", NULL, NULL, "v",
		"To import ▾|Nothing in the accounting system waits to be imported.",
		"À importer ▾|Rien dans le système comptable n’attend d’être importé." },
	{ "nothing connected", NULL, "empty", "",
		"No system is connected yet.|"
		"leads through it: the vault, Procore, the accounting system, and a test of each.",
		"Aucun système n’est encore connecté.|"
		"vous guide : le coffre, Procore, le système comptable, et un essai de chacun." },

	/* ---- the detail ---- */
	{ "detail", NULL, "books", "Enter",
		"── Detail Tab goes there|● ready Invoice 1042-07|Arithmetic|Original contract 210,000.00|"
		"= Net to pay 37,906.20 ✓",
		"── Détail Tab pour y aller|● prêt Facture 1042-07|Calcul|Contrat initial 210 000,00|"
		"= Net à payer 37 906,20 ✓" },
	{ "detail, whole screen", NULL, NULL, "Enter",
		"── Detail Esc back to the list|Billing|= Left to bill 84,282.00|"
		"62.1 % of the revised contract|Schedule of values",
		"── Détail Esc retour à la liste|Facturation|= Reste à facturer 84 282,00|"
		"62,1 % du contrat révisé|Ventilation du contrat" },
	{ "detail of a held one", NULL, "books", "Down Enter",
		"⊘ Held: its commitment \"SC-0081\" is not in the accounting system yet|"
		"g: go to Commitment SC-0081 ⊘ held A approves it first|└ go to Vendor V-200 ● ready",
		"⊘ Retenu : son engagement « SC-0081 » n’est pas encore dans le système comptable|"
		"g : aller à Engagement SC-0081 ⊘ retenu A l’approuve d’abord|"
		"└ aller à Fournisseur V-200 ● prêt" },
	{ "detail that does not add up", NULL, "books", "v v Enter Enter",
		"To finish, with retainage|= Balance to finish 136,000.00 ✓|= Billed to date 96,000.00 ≠",
		"À réaliser, avec la retenue|= Reste à réaliser 136 000,00 ✓|= Facturé à ce jour 96 000,00 ≠" },

	/* ---- filter, views, columns ---- */
	{ "filter", NULL, "books", "/",
		"words, vendor:roof, status:held, >10000, -not Enter keep Esc undo ? help",
		"mots, fournisseur:toit, >10000, -pas Enter garder Esc annuler F1 aide" },
	{ "filter, completion", NULL, NULL, "st", "/st|Tab status:", "/st|Tab etat:" },
	{ "filter, error", NULL, NULL, "Ctrl-U amount>nonsense",
		"! \"nonsense\" is not a number that \"Amount\" can be compared with; try >10000 or "
		"1000..5000",
		"! « nonsense » n’est pas un nombre auquel « Montant » puisse être comparé; essayez >10000 "
		"ou 1000..5000" },
	{ "filter, help", "What can be typed in the filter", NULL, "Ctrl-U F1",
		"What can be typed in the filter|these words side by side|not changed for 30 days|Esc back",
		"Ce qui peut s’écrire dans le filtre|ces mots côte à côte|échéance passée et pas payé|"
		"Esc retour" },
	{ "views", "Choose a view", "books", "w",
		"─ Choose a view ─|Ready to export 3|1 Overdue overdue|4 Held status:held|"
		"5 By vendor, largest first Vendor▲ Net▼|"
		"type to narrow Enter choose Del delete a saved one Esc cancel",
		"─ Choisir une vue ─|Prêt à exporter 3|1 Échues échu|4 Retenu état:retenu|"
		"5 Par fournisseur, décroissant Fournisseur▲ Net▼|"
		"écrire pour réduire Enter choisir Del supprimer Esc annuler" },
	{ "columns", "columns", "books", "O",
		"─ Columns ─|[x] Status automatic stays|[ ] Billing date automatic|"
		"Space show/hide K J move - + width 0 automatic|"
		"f stay up to here R reset Enter keep Esc take back",
		"─ Colonnes ─|[x] État automatique fixe|[ ] Date de facturation automatique|"
		"Space montrer/cacher K J déplacer - + largeur 0 auto|"
		"f fixer jusqu’ici R rétablir Enter garder Esc annuler" },
	{ "saving a view", "Save this view", "books", "W",
		"─ Save this view ─|which is the key that shows them again.|Number, 1 to 9|Name|"
		"Enter Save Esc Cancel",
		"─ Enregistrer cette vue ─|qui est la touche qui les montre de nouveau.|Numéro, de 1 à 9|"
		"Nom|Enter Enregistrer Esc Annuler" },
	{ "a view was saved", NULL, NULL, "Enter mine Enter",
		"6 mine|Saved; 6 shows",
		"6 mine|Vue enregistrée; 6 montre de nouveau la liste ainsi." },
	{ "views, one saved", NULL, NULL, "w", "6 mine Invoice▲", "6 mine Facture▲" },
	{ "no view", NULL, "books", "8",
		"No view is saved under 8; W saves the list as it stands.",
		"Aucune vue n’est enregistrée sous 8; W enregistre la liste telle qu’elle est." },
	{ "a filter from a view", NULL, "books", "4",
		"4 Held|/status:held|1 shown",
		"4 Retenu|/état:retenu|1 affiché" },

	/* ---- systems, theme, palette, help, problems, what runs, overview ---- */
	{ "systems", "Show the records of", "systems", "@",
		"─ Show the records of ─|All systems|sage300 Sage 300 CRE test company|"
		"type to narrow Enter choose Esc cancel",
		"─ Montrer les éléments de ─|Tous les systèmes|sage300 Sage 300 CRE entreprise d’essai|"
		"écrire pour réduire Enter choisir Esc annuler" },
	{ "two hops", "Two steps: fill the copy, then read it", "systems", "@ sage Enter s",
		"─ Two steps: fill the copy, then read it ─|source 3 d, read 2 min|"
		"[ Started: wait for it ] [ Read now ] [ Cancel ]",
		"─ Deux étapes : remplir la copie, puis la lire ─|source 3 j, lu 2 min|"
		"[ Lancé : attendre ] [ Lire maintenant ] [ Annuler ]" },
	{ "ways out", "Go to what fixes it", "books systems ways", "End g",
		"─ Go to what fixes it ─|1 Accounting system|2 Vendor V-200|"
		"number or arrows Enter goes there Esc stays",
		"─ Aller à ce qui le corrige ─|1 Système comptable|2 Fournisseur V-200|"
		"chiffre ou flèches Enter y va Esc reste" },
	{ "which system", "Which accounting system books it?", NULL, "1 Enter",
		"─ Which accounting system books it? ─|sage300 Sage 300 CRE",
		"─ Quel système comptable le tient? ─|sage300 Sage 300 CRE" },
	{ "themes", "theme", "books", "T",
		"─ Colours of the screens ─|the terminal's colours, dark background|no red against green|"
		"Up Down look Enter keep Esc as before",
		"─ Couleurs des écrans ─|couleurs du terminal, fond foncé|pas de rouge contre vert|"
		"Up Down voir Enter garder Esc comme avant" },
	{ "palette", "What do you want to do?", "books", ":",
		"─ What do you want to do? ─|approve (approve) a|take back (undo) u|"
		"type to narrow Enter choose Esc cancel",
		"─ Que voulez-vous faire? ─|approuver (approve) a|reprendre (undo) u|"
		"écrire pour réduire Enter choisir Esc annuler" },
	{ "help", "help", "books", "?",
		"Keys find:|Decide|Show exactly what would be sent.|"
		"Type a word or a key to find it arrows, PgUp, PgDn: read Esc back",
		"Touches trouver :|Décider|Montrer exactement ce qui serait envoyé.|"
		"Un mot ou une touche : trouver flèches, PgUp, PgDn : lire Esc retour" },
	{ "help, states", NULL, NULL, "lookedup",
		"Nothing matches; Backspace takes a letter back.",
		"Rien ne correspond; Backspace retire une lettre." },
	{ "help, one state", NULL, NULL, "Ctrl-U archiv",
		"put aside, not to be imported",
		"mis de côté, pas à importer" },
	{ "problems", "Problems and messages", "books", "Z !",
		"Problems and messages|None. What needs your attention is listed here|"
		"All messages of this session|Z does nothing here|x puts all problems away Esc back",
		"Problèmes et messages|Aucun. Ce qui demande votre attention est listé ici|"
		"Tous les messages de cette session, les plus récents d’abord|"
		"Z ne fait rien ici; F1 montre les touches.|x range tous les problèmes Esc retour" },
	{ "what runs", "What runs", "books", "a S J",
		"Running now|acumatica Vendors 812 / 2,030|Invoice 1042-07 waits to be sent|"
		"Enter goes to the record c stops the sync Esc back",
		"En cours|acumatica Fournisseurs 812 / 2 030|Facture 1042-07 attend d’être envoyé|"
		"Enter va à l’élément c arrête la synchronisation Esc retour" },
	{ "overview", "overview", "books systems", "0",
		"What waits, by age|0-2 d 3-7 d 8-30 d > 30 d|without a due date|"
		"✗ failed Invoices 1 the oldest 0 min|arrows move Enter shows these records Esc back",
		"Ce qui attend, par âge|0-2 j 3-7 j 8-30 j > 30 j|sans échéance|"
		"✗ échec Factures 1 le plus ancien : 0 min|"
		"flèches déplacer Enter montrer ces éléments Esc retour" },
	{ "overview, its end", NULL, NULL, "End",
		"How fresh the data are|Vendors, Jobs, Commitments, Invoices, Payments never",
		"Fraîcheur des données|Fournisseurs, Projets, Engagements, Factures, Paiements jamais" },

	/* ---- decisions ---- */
	{ "one approved", NULL, "books", "a",
		"▷ queued 1042-07|"
		"Invoice 1042-07: approved; it is sent now. u takes it back until it leaves.",
		"▷ en file 1042-07|"
		"Facture 1042-07 : approbation faite, envoi imminent; u la reprend d’ici là." },
	{ "several to approve", "Approve", "books grace=600", "Space Down Space a",
		"─ Approve ─|after 600 seconds|2 records, $ 38,806.20|These|By vendor|"
		"approved so far $ 86,400.00, with these $ 124,306.20|[ Approve ] [ Cancel ]",
		"─ Approuver ─|après 600 secondes|2 éléments, 38 806,20 $|Ceux-ci|Par fournisseur|"
		"approuvé jusqu’ici 86 400,00 $, avec ceux-ci 124 306,20 $|[ Approuver ] [ Annuler ]" },
	{ "several approved", NULL, NULL, "Enter",
		"▷ queued 1043-01|2 records approved.",
		"▷ en file 1043-01|2 éléments approuvés." },
	{ "several taken back", NULL, NULL, "Down u",
		"● ready 1043-01|2 decisions taken back.",
		"● prêt 1043-01|2 décisions reprises." },
	{ "some left out", NULL, "books", "Space Space Space a",
		"1 is left out|Left out, and why|(A approves it with what it needs)|[ Approve ] [ Cancel ]",
		"1 est laissé de côté; voyez pourquoi ci-dessous.|Laissés de côté, et pourquoi|"
		"(A l’approuve avec ce dont il a besoin)|[ Approuver ] [ Annuler ]" },
	{ "a total to type", NULL, "books above=1000", "Space Down Space a",
		"Type the total in CAD:|[ Approve ] [ Cancel ]",
		"Saisissez le total en CAD :|[ Approuver ] [ Annuler ]" },
	{ "with prerequisites", "Approve with prerequisites", "books", "Down a",
		"─ Approve with prerequisites ─|1. Vendor V-200 Toitures Létourneau|"
		"3. Invoice 1042-08 Toitures Létourneau $ 16,560.00|[ Approve all of these ] [ Cancel ]",
		"─ Approuver avec les préalables ─|1. Fournisseur V-200 Toitures Létourneau|"
		"3. Facture 1042-08 Toitures Létourneau 16 560,00 $|[ Approuver tous ceux-ci ] [ Annuler ]" },
	{ "rejecting", "reject", "books", "r",
		"─ Reject ─|a The amount does not agree with the work done|o Other; the note says what|"
		"Note:|For the project team|Invoice 1042-07, $ 37,906.20: … (marie, Northside Builders)|"
		"letter or arrows: reason Esc cancel",
		"─ Rejeter ─|a Le montant ne concorde pas avec les travaux exécutés|"
		"o Autre; la note dit quoi|Note :|Pour l’équipe de projet|"
		"Facture 1042-07, 37 906,20 $ : … (marie, Northside Builders)|"
		"lettre ou flèches : motif Esc annuler" },
	{ "rejecting, with a note", NULL, NULL, "b bons",
		"▸ b Backup is missing (receipts, time sheets, delivery notes)|Note: bons|"
		"Enter reject arrows: another reason Tab note Esc cancel",
		"▸ b Pièces manquantes (reçus, feuilles de temps, bons de livraison)|Note : bons|"
		"Enter rejeter flèches : autre motif Tab note Esc annuler" },
	{ "rejected", NULL, NULL, "Enter",
		"Invoice 1042-07: rejected; u takes that back.",
		"Facture 1042-07 : rejet fait; u le reprend." },
	{ "rejecting the next", "Reject this one too?", NULL, ".",
		"─ Reject this one too? ─|Invoice 1042-08, with the same reason: Backup is missing|"
		"[ Reject ] [ Cancel ]",
		"─ Rejeter aussi cet élément? ─|Facture 1042-08, avec le même motif : Pièces manquantes|"
		"[ Rejeter ] [ Annuler ]" },
	{ "linking to the books", "Link to which record of the accounting system?", "books", "Alt-1 l",
		"─ Link to which record of the accounting system? ─|TOITLET|"
		"type to search Enter link Esc cancel",
		"─ Lier à quel élément du système comptable? ─|TOITLET|"
		"écrire pour chercher Enter lier Esc annuler" },
	{ "linking to Procore", "Link to which record of Procore?", "books", "Alt-1 v v v v l",
		"─ Link to which record of Procore? ─|V-100 Northside Concrete, Laval",
		"─ Lier à quel élément de Procore? ─|V-100 Northside Concrete, Laval" },
	{ "unlinking", "Unlink", "books", "v v n",
		"─ Unlink ─|delete it there first.|[ Unlink ] [ Cancel ]",
		"─ Délier ─|supprimez-le d’abord là-bas.|[ Délier ] [ Annuler ]" },
	{ "adding to Procore", "Add to Procore", "books", "Alt-1 v v v v i",
		"─ Add to Procore ─|and both are tied together.|[ Add ] [ Cancel ]",
		"─ Ajouter à Procore ─|et les deux sont liés.|[ Ajouter ] [ Annuler ]" },
	{ "trying several again", "Retry", "failed=2", "v Space Space t",
		"─ Retry ─|What failed is sent again|2 records, USD 250.25 + $ 50.00|[ Retry ] [ Cancel ]",
		"─ Réessayer ─|Ce qui a échoué est envoyé de nouveau|2 éléments, 250,25 USD + 50,00 $|"
		"[ Réessayer ] [ Annuler ]" },
	{ "putting several aside", "Archive", "staged=2", "Alt-1 v v v v * x",
		"─ Archive ─|where x brings them back.|3 records|[ Archive ] [ Cancel ]",
		"─ Archiver ─|où x les rétablit.|3 éléments|[ Archiver ] [ Annuler ]" },
	{ "bringing several back", "Restore", "staged=2", "Alt-1 v v v v * x Tab Enter v U / STAGED Enter * x",
		"─ Restore ─|These records can be imported again.|2 records|[ Restore ] [ Cancel ]",
		"─ Rétablir ─|Ces éléments peuvent de nouveau être importés.|2 éléments|[ Rétablir ] [ Annuler ]" },
	{ "put aside", NULL, "books", "Alt-1 v v v v x",
		"Vendor TOITLET: put aside; x brings it back.",
		"Fournisseur TOITLET : mis de côté; x ramène." },

	/* ---- values, comments, lists, the vault, leaving ---- */
	{ "which value", "Which value?", "books", "e",
		"─ Which value? ─|Number in the accounting system|Accounting date (YYYY-MM-DD) 2026-10-31",
		"─ Quelle valeur? ─|Numéro dans le système comptable|Date comptable (AAAA-MM-JJ) 2026-10-31" },
	{ "a value", "Value for the export", NULL, "Enter",
		"─ Value for the export ─|Leave it empty to go back to Procore's value.|"
		"Enter Keep Esc Cancel",
		"─ Valeur pour l’exportation ─|Laissez vide pour revenir à la valeur de Procore.|"
		"Enter Garder Esc Annuler" },
	{ "a comment", "Comment", "books", "C",
		"─ Comment ─|Invoice 1042-07. It stays in the audit trail|Enter Keep Esc Cancel",
		"─ Commentaire ─|Facture 1042-07. Il reste dans la piste d’audit|Enter Garder Esc Annuler" },
	{ "the same comment", "Comment on this one too?", NULL, "bonjour Enter .",
		"Comment kept.|─ Comment on this one too? ─|[ Keep ] [ Cancel ]",
		"Commentaire gardé.|─ Commenter aussi cet élément? ─|[ Garder ] [ Annuler ]" },
	{ "what will be sent", "What will be sent", "books", "p",
		"What will be sent|Nothing was sent.|\"Hold\":|Esc back arrows, PgUp, PgDn: read",
		"Ce qui sera envoyé|Rien n’a été envoyé.|\"Hold\":|Esc retour flèches, PgUp, PgDn : lire" },
	{ "stepping down", "Down to", "books", "Alt-1 v v v v v d",
		"─ Down to ─|Commitments 1|Invoices 3|Payments 1",
		"─ Descendre à ─|Engagements 1|Factures 3|Paiements 1" },
	{ "a step down", NULL, NULL, "Enter", "V-100 › Commitments ▾", "V-100 › Engagements ▾" },
	{ "saving the list", "Save the list", "books", "E",
		"─ Save the list ─|File (.csv, .tsv or .json)|Enter Save Esc Cancel",
		"─ Enregistrer la liste ─|Fichier (.csv, .tsv ou .json)|Enter Enregistrer Esc Annuler" },
	{ "locked", NULL, "books vault=locked", "", "TEST locked", "TEST verrouillé" },
	{ "unlocking", "Unlock", NULL, "a",
		"locked|─ Unlock ─|The vault is locked. This needs it open.|Passphrase|"
		"Enter Unlock Esc Cancel",
		"verrouillé|─ Déverrouiller ─|Le coffre est verrouillé. Il faut l’ouvrir pour cela.|"
		"Phrase de passe|Enter Déverrouiller Esc Annuler" },
	{ "no vault", NULL, "books vault=missing", "", "TEST no vault", "TEST pas de coffre" },
	{ "a new vault", "A vault for the passwords", NULL, "L",
		"no vault|─ A vault for the passwords ─|The same again|Enter Create Esc Cancel",
		"pas de coffre|─ Un coffre pour les mots de passe ─|La même encore une fois|"
		"Enter Créer Esc Annuler" },
	{ "leaving", "Quit now?", "books", "a q",
		"─ Quit now? ─|1 decision is still on its way.|[ Quit ] [ Stay ]",
		"─ Quitter maintenant? ─|1 décision est encore en route.|[ Quitter ] [ Rester ]" },
	{ "as plain lines", NULL, "books plain", "",
		"Invoices, Ready to export|"
		"Invoice 1042-07; Status ready; Vendor Northside Concrete; Net 37,906.20",
		"Factures, Prêt à exporter|"
		"Facture 1042-07; État prêt; Fournisseur Northside Concrete; Net 37 906,20" },
	{ "as plain lines, detail", NULL, NULL, "Enter",
		"Detail Tab goes there|= Net to pay 37,906.20 ok",
		"Détail Tab pour y aller|= Net à payer 37 906,20 ok" },

	/* ---- the set-up, and the tour ---- */
	{ "connections", "set-up", "books", ": connect Enter",
		"Connections: all|[ procore ] Procore, answers|[ Add an accounting system ]|"
		"Up Down choose Enter take Esc back F10 leave, go on later",
		"Connexions : toutes|[ procore ] Procore, répond|[ Ajouter un système comptable ]|"
		"Up Down choisir Enter prendre Esc retour F10 quitter, finir plus tard" },
	{ "one connection", NULL, NULL, "Enter",
		"\"procore\" (Procore) is saved and has answered before.|[ Change the settings ]",
		"« procore » (Procore) est enregistré et a déjà répondu.|[ Changer les réglages ]" },
	{ "set-up, language", NULL, "!", "",
		"Set-up, step 1 of 6: language|"
		"Which language do you want? It changes as you move; Enter takes it.|"
		"Up Down choose Enter take Esc back",
		"Configuration, étape 1 de 6 : langue|"
		"Quelle langue voulez-vous? Elle change à mesure; Enter la prend.|"
		"Up Down choisir Enter prendre Esc retour" },
	{ "set-up, the way", NULL, NULL, "Enter",
		"Set-up, step 2 of 6: your company or a sample|[ Connect my company ]|"
		"[ Take the guided tour ]",
		"Configuration, étape 2 de 6 : votre entreprise ou un exemple|[ Connecter mon entreprise ]|"
		"[ Suivre la visite guidée ]" },
	{ "set-up, the vault", NULL, NULL, "Enter",
		"step 3 of 6: a vault for the passwords|New passphrase *|[ Make the vault ]|"
		"F10 leave, go on later",
		"étape 3 de 6 : un coffre pour les mots de passe|Nouvelle phrase de passe *|"
		"[ Créer le coffre ]|F10 quitter, finir plus tard" },
	{ "set-up, Procore", NULL, NULL, "fourquietriversrun Down fourquietriversrun Down Enter",
		"step 4 of 6: Procore, settings|Company number *|[ Save and test ]|[ 3 more settings ]",
		"étape 4 de 6 : Procore, réglages|Numéro d’entreprise *|[ Enregistrer, tester ]|"
		"[ 3 autres réglages ]" },
	{ "set-up, all of Procore", NULL, NULL, "Up Up Enter",
		"Sign-in address|[ Only what a sign-in needs ]",
		"Adresse d’ouverture de session|[ Seulement l’essentiel ]" },
	{ "set-up, the browser", NULL, NULL,
		"Down Down Right Down http://127.0.0.1:1 Down http://127.0.0.1:1 Down 12 Down Right Down id "
		"Down key Down Down Down Enter",
		"Procore, sign in with the browser|Open this address in a browser|[ Open the browser ]|"
		"[ Copy the address ]",
		"Procore, session par le navigateur|Ouvrez cette adresse dans un navigateur|"
		"[ Ouvrir le navigateur ]|[ Copier l’adresse ]" },
	{ "set-up again", NULL, "=!", "",
		"step 3 of 6: the vault|[ Unlock ]|[ Not now ]|As typed when the vault was made.",
		"étape 3 de 6 : le coffre|[ Déverrouiller ]|[ Pas maintenant ]|"
		"Telle que saisie à la création du coffre." },
	{ "set-up, not tested", NULL, NULL, "fourquietriversrun Down Enter",
		"Procore, test|\"procore\" (Procore) is saved and was not tested yet.|[ Go on without it ]|"
		"[ Remove this connection ]",
		"Procore, essai|« procore » (Procore) est enregistré et n’a pas encore été testé.|"
		"[ Continuer sans elle ]|[ Retirer cette connexion ]" },
	{ "set-up, accounting system", NULL, NULL, "Down Down Down Enter",
		"step 5 of 6: accounting system|[ QuickBooks Online ]|[ Later ]",
		"étape 5 de 6 : système comptable|[ QuickBooks Online ]|[ Plus tard ]" },
	{ "set-up, Acumatica", NULL, NULL, "Enter",
		"step 5 of 6: Acumatica, settings|Address of the site *|[ 29 more settings ]",
		"étape 5 de 6 : Acumatica, réglages|Adresse du site *|[ 29 autres réglages ]" },
	{ "set-up, ready", NULL, NULL, "Up Enter",
		"step 6 of 6: first sync|[ Start the first sync ]",
		"étape 6 de 6 : première synchronisation|[ Première synchronisation ]" },
	{ "tour", NULL, "!tutor", "",
		"── Tour 1/18: Welcome ─|This is a sample company; nothing here is real|"
		"Ctrl-N next Ctrl-O back Ctrl-X leave the tour",
		"── Visite 1/18 : Bienvenue ─|Ceci est une entreprise d’exemple; rien n’est réel|"
		"Ctrl-N suivant Ctrl-O revenir Ctrl-X quitter la visite" },
	{ "tour, moving", NULL, NULL, "Ctrl-N",
		"── Tour 2/18: Move ─|Press Down a few times.",
		"── Visite 2/18 : Se déplacer ─|Appuyez quelques fois sur Down." },
};

struct fixture { char *folder; struct term *t; int french, size; const struct screen *screen; };

/* ---- what stands on the screen ---- */

/* Unbreakable blanks, frames and ends of rows are blanks, and several of them one. */
static void add_plain(struct strbuf *out, const char *text)
{
	static const char *const blanks[] = { "\302\240", "\342\200\257", "│", "\n", "\t", " " };
	while (*text) {
		size_t len = 0;
		for (size_t i = 0; i < ARRAY_SIZE(blanks) && !len; i++)
			if (strncmp(text, blanks[i], strlen(blanks[i])) == 0)
				len = strlen(blanks[i]);
		if (!len)
			strbuf_addc(out, *text);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			strbuf_addc(out, ' ');
		text += len ? len : 1;
	}
}

static void add_picture(struct strbuf *out, struct term *t)
{
	for (int y = 0; y < term_rows(t); y++) {
		add_plain(out, term_row(t, y));
		add_plain(out, " ");
	}
}

/* The first of these texts that is missing, into `which`; 0: all are there. */
static int is_missing(struct fixture *f, const char *texts, struct strbuf *which)
{
	struct strbuf have = STRBUF_INIT;
	int missing = 0;
	add_picture(&have, f->t);
	while (texts && *texts && !missing) {
		size_t len = strcspn(texts, "|");
		char *one = xasprintf("%.*s", (int)len, texts);
		strbuf_reset(which);
		add_plain(which, one);
		missing = strstr(have.s, which->s) == NULL;
		free(one);
		texts += len + (texts[len] != '\0');
	}
	strbuf_release(&have);
	return missing;
}

/* ---- what holds for every picture ---- */

/* Not of the program: names of the sample, of themes, what another program says. */
static const char *const foreign[] = { "the accounting system refused it: period 10-2026 is closed", "the accounting sy",
	"the accounting …", "Fill the copy of sage300 (3).", "Come back.", "Footings and foundation walls", "Slab on grade", "Riverside school",
	"(data connection app)" };
static const char *const english[] = { " the ", " The ", " of ", " and ", " is ", " are ", " with ", " not ", " to ", " no ",
	" from ", " Esc back", " Esc cancel", " Cancel ", " Approve ", " Reject ", " Save ", " Keep ", " held ", " ready ",
	" queued ", " shown ", " record ", " records ", " choose ", " move ", " Vendor", " Invoice", " Commitment", " Payment ",
	" Payments", " Jobs ", " never ", " settings ", " view ", "status:", "vendor:", "overdue" };
static const char *const wrong[] = { "%s", "%d", "%1$", "%2$", "%lld", "(null)", "\357\277\275\357\277\275" };

static int find_words(struct fixture *f, struct strbuf *fault)
{
	struct strbuf all = STRBUF_INIT;
	add_picture(&all, f->t);
	for (size_t i = 0; i < ARRAY_SIZE(wrong) && !fault->len; i++)
		if (strstr(all.s, wrong[i]))
			strbuf_addf(fault, "\"%s\" is on the screen", wrong[i]);
	for (size_t i = 0; i < ARRAY_SIZE(foreign); i++)
		for (char *at; (at = strstr(all.s, foreign[i])) != NULL;)
			memset(at, '.', strlen(foreign[i]));
	for (size_t i = 0; f->french && i < ARRAY_SIZE(english) && !fault->len; i++)
		if (strstr(all.s, english[i]))
			strbuf_addf(fault, "English is left: \"%s\"", english[i]);
	strbuf_release(&all);
	return fault->len > 0;
}

/* Frames are closed: corners and sides stand in one column each. */
static int find_open_frame(struct fixture *f, struct strbuf *fault)
{
	struct term *t = f->t;
	for (int y = 0; y < term_rows(t); y++)
		for (int x = 0; x < term_cols(t); x++) {
			int right = x, below = y + 1;
			if (term_cell(t, y, x) != 0x256d)
				continue;
			while (right < term_cols(t) && term_cell(t, y, right) != 0x256e)
				right++;
			while (below < term_rows(t) && term_cell(t, below, x) == 0x2502 && term_cell(t, below, right) == 0x2502)
				below++;
			if (right == term_cols(t) || below == term_rows(t) || term_cell(t, below, x) != 0x2570 ||
			    term_cell(t, below, right) != 0x256f)
				strbuf_addf(fault, "the frame at %d,%d is not closed", y, x);
		}
	return fault->len > 0;
}

/* Keys and buttons are whole. */
static int find_cut(struct fixture *f, struct strbuf *fault)
{
	for (int y = 0; y < term_rows(f->t) && !fault->len; y++) {
		const char *row = term_row(f->t, y), *open = strstr(row, "[ ");
		if (strstr(row, "…") && (strstr(row, "Esc ") || y == term_rows(f->t) - 1))
			strbuf_addf(fault, "keys are cut: %s", row);
		if (open && strstr(open, " ]") == NULL)
			strbuf_addf(fault, "a button is cut: %s", row);
	}
	return fault->len > 0;
}

static int blank(struct term *t, int y, int x)
{
	unsigned c = x < 0 || x >= term_cols(t) ? ' ' : term_cell(t, y, x);
	return c == ' ' || c == 0x25b8 || c == 0x2039 || c == 0x203a;
}

/* No row of the list has anything in the column. */
static int free_column(struct term *t, int from, int to, int x)
{
	for (int y = from; y < to; y++)
		if (!blank(t, y, x))
			return 0;
	return 1;
}

/* Every title begins or ends where its column does.  Titles of several words are one from their first to some later. */
static int find_crooked(struct fixture *f, struct strbuf *fault)
{
	struct term *t = f->t;
	int head = term_find(t, f->french ? " État " : " Status "), end = head + 1;
	if (head < 2 || head > 4 || term_find(t, "╭") >= 0 || !blank(t, head, 0))
		return 0;
	while (end < term_rows(t) - 1 && !blank(t, end, 2) && strncmp(term_row(t, end), "──", 6) != 0)
		end++;
	for (int x = 1; x < term_cols(t) && !fault->len; x++) {
		int from = x, straight = 0;
		if (blank(t, head, x))
			continue;
		straight = free_column(t, head + 1, end, x - 1);
		for (; !straight && x < term_cols(t); x++)
			straight = !blank(t, head, x) && blank(t, head, x + 1) && free_column(t, head + 1, end, x + 1);
		if (!straight)
			strbuf_addf(fault, "the title at column %d stands beside its column", from);
		while (x + 1 < term_cols(t) && !blank(t, head, x + 1))
			x++;
	}
	return fault->len > 0;
}

/* What is wrong with the picture; 0: nothing. */
static int look(struct fixture *f, struct strbuf *fault)
{
	const struct screen *s = f->screen;
	struct strbuf which = STRBUF_INIT;
	strbuf_reset(fault);
	if (is_missing(f, f->french ? s->fr : s->en, &which))
		strbuf_addf(fault, "missing \"%s\"", which.s);
	strbuf_release(&which);
	return fault->len > 0 || find_words(f, fault) || find_open_frame(f, fault) || find_cut(f, fault) || find_crooked(f, fault);
}

static void expect_screen(struct fixture *f)
{
	struct strbuf fault = STRBUF_INIT;
	for (int64_t since = 0; look(f, &fault);) {
		char *what = xasprintf("%s, %s, %dx%d: %s", f->screen->name, languages[f->french], sizes[f->size].rows,
			sizes[f->size].cols, fault.s);
		term_go_on(f->t, &since, what);
		free(what);
	}
	strbuf_release(&fault);
}

static const char *in_build(const char *name)
{
	static char path[4096];
	const char *dir = getenv("abs_top_builddir");
	snprintf(path, sizeof path, "%s/%s", dir ? dir : ".", name);
	return path;
}

/* "=" goes on in the same folder; "!": the program and not the driver. */
static void start(struct fixture *f, const char *options)
{
	char home[4200], locale[4200], language[64], *copy, *path, *save = NULL;
	const char *argv[16] = { NULL }, *env[] = { locale, language, home, "COMPTOIR_VAULT_COST=min", NULL };
	int n = 0, program;
	term_free(f->t);
	f->t = NULL;
	if (*options == '=')
		options++;
	else
		f->folder = term_folder();
	program = *options == '!';
	copy = xstrdup(options + program);
	path = xstrdup(in_build(program ? "comptoir" : "tests/screen/driver"));
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s", in_build("locale"));
	snprintf(language, sizeof language, "LANG=%s", languages[f->french]);
	snprintf(home, sizeof home, "COMPTOIR_HOME=%s", f->folder);
	argv[n++] = path;
	if (!program)
		argv[n++] = f->folder;
	for (char *w = strtok_r(copy, " ", &save); w && n < 15; w = strtok_r(NULL, " ", &save))
		argv[n++] = w;
	f->t = term_start(sizes[f->size].rows, sizes[f->size].cols, argv, env);
	if (!program)
		term_wait(f->t, f->french ? "aide" : "help");
	free(copy);
	free(path);
}

static int goes_on(const struct screen *s)
{
	return s < screens + ARRAY_SIZE(screens) && (s->start == NULL || *s->start == '=');
}

/* What a row expects is not there before its keys, else it would prove nothing; the end of a large picture may be. */
static void assert_news(struct fixture *f)
{
	struct strbuf fault = STRBUF_INIT;
	if (*f->screen->keys && strcmp(f->screen->keys, "End") != 0 && !look(f, &fault))
		fail_msg("%s: the picture before it is enough for it", f->screen->name);
	strbuf_release(&fault);
}

/* A row and those that go on from it. */
static void walk(void **state)
{
	struct fixture *f = *state;
	do {
		if (f->screen->start)
			start(f, f->screen->start);
		assert_news(f);
		term_keys(f->t, f->screen->keys);
		expect_screen(f);
	} while (goes_on(++f->screen));
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->t);
	if (f->folder)
		term_folder_remove(f->folder);
	return 0;
}

/* ---- nothing without a row ---- */

static int is_covered(const char *title)
{
	/* drawn by the definitions above; and one that is over before it can be looked at (test_approve_many) */
	static const char *const others[] = { "confirm", "form", "picker", "reader", "gathering" };
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (strcmp(title, others[i]) == 0)
			return 1;
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++)
		if (screens[i].covers && strcmp(screens[i].covers, title) == 0)
			return 1;
	return 0;
}

/* Definitions of a kind in one file: their first text is their title. */
static int count_definitions(const char *file, const char *text, const char *kind)
{
	int n = 0;
	for (const char *at = text; (at = strstr(at, kind)) != NULL;) {
		const char *name = at += strlen(kind), *from, *end;
		at += strspn(at, "abcdefghijklmnopqrstuvwxyz_");
		if (at == name || strncmp(at, " = {", 4) != 0)
			continue;
		from = strchr(at, '"');
		assert_non_null(from);
		end = strchr(++from, '"');
		assert_non_null(end);
		char *title = xasprintf("%.*s", (int)(end - from), from);
		if (!is_covered(title))
			fail_msg("%s: \"%s\" has no row in the table of this test", file, title);
		free(title);
		n++;
	}
	return n;
}

static void every_definition_has_a_row(void **state)
{
	static const char *const kinds[] = { "struct confirm_def ", "struct picker_def ", "struct form_def ", "struct reader ",
		"struct overlay_ops " };
	const char *top = getenv("abs_top_srcdir");
	char *pattern = xasprintf("%s/ui/*.c", top ? top : ".");
	glob_t files;
	int n = 0;
	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct strbuf text = STRBUF_INIT;
		assert_int_equal(path_read_file(&text, files.gl_pathv[i], 1 << 20, NULL), 0);
		for (size_t k = 0; k < ARRAY_SIZE(kinds); k++)
			n += count_definitions(files.gl_pathv[i], text.s, kinds[k]);
		strbuf_release(&text);
	}
	assert_true(n >= 35);            /* else this test no longer reads what it should */
	globfree(&files);
	free(pattern);
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(screens) * 4 + 1];
	static struct fixture fixtures[ARRAY_SIZE(screens) * 4];
	size_t n = 0;
	int rc;
	tests[n++] = (struct CMUnitTest){ xstrdup("every_definition_has_a_row"), every_definition_has_a_row, NULL, NULL, NULL };
	for (size_t i = 0; i < ARRAY_SIZE(fixtures); i++) {
		struct fixture *f = &fixtures[i];
		*f = (struct fixture){ .screen = &screens[i / 4], .french = i & 1, .size = i >> 1 & 1 };
		if (goes_on(f->screen))
			continue;
		tests[n++] = (struct CMUnitTest){ xasprintf("%s %s %d", f->screen->name, f->french ? "fr" : "en",
			sizes[f->size].rows), walk, NULL, tear_down, f };
	}
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	rc = _cmocka_run_group_tests("languages", tests, n, NULL, NULL);
	while (n-- > 0)
		free((char *)tests[n].name);
	return rc;
}
