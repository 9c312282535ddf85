/* Who and what the sample company is made of: branches, codes, vendors, jobs.
 *
 * Names are invented.  Each oddity is named in its row, so that a person who
 * learns the program can find one of each. */
#include "sim/company_data.h"

#include "base/array.h"

#include "base/banned.h"

const struct co_branch company_branches[] = {
	{ "NORTH", "Northside Builders (Ontario)", "CAD", "CA" },
	{ "QC", "Constructions Northside (Québec)", "CAD", "CA" },
	{ "US", "Northside Builders of New York", "USD", "US" },
};
const size_t company_n_branches = ARRAY_SIZE(company_branches);

const struct co_customer company_customers[] = {
	{ "C1001", "Elm Street Health Partners", "Ottawa", "ON", "CA" },
	{ "C1002", "Centre de services scolaire des Érables", "Laval", "QC", "CA" },
	{ "C1003", "Riverside Holdings LLC", "Plattsburgh", "NY", "US" },
	{ "C1004", "Ville de Montréal", "Montréal", "QC", "CA" },
	{ "C1005", "Harbour View Developments Inc.", "Kingston", "ON", "CA" },
};
const size_t company_n_customers = ARRAY_SIZE(company_customers);

/* id is filled when the company is made */
const struct co_cost_code company_cost_codes[] = {
	{ 0, "01-100", "General conditions / Charges générales", "01100" },
	{ 0, "01-500", "Temporary facilities / Installations temporaires", "01500" },
	{ 0, "02-100", "Demolition / Démolition", "02100" },
	{ 0, "03-200", "Reinforcing steel / Acier d'armature", "03200" },
	{ 0, "03-300", "Cast-in-place concrete / Béton coulé en place", "03300" },
	{ 0, "03-400", "Precast concrete / Béton préfabriqué", "03400" },
	{ 0, "04-200", "Masonry / Maçonnerie", "04200" },
	{ 0, "05-100", "Structural steel / Acier de structure", "05100" },
	{ 0, "05-500", "Metal fabrications / Métaux ouvrés", "05500" },
	{ 0, "06-100", "Rough carpentry / Charpenterie", "06100" },
	{ 0, "06-400", "Millwork / Ébénisterie architecturale", "06400" },
	{ 0, "07-200", "Insulation / Isolation", "07200" },
	{ 0, "07-500", "Membrane roofing / Couverture à membrane", NULL },
	{ 0, "08-100", "Doors and frames / Portes et cadres", "08100" },
	{ 0, "08-400", "Curtain wall / Mur-rideau", "08400" },
	{ 0, "09-200", "Drywall / Cloisons sèches", "09200" },
	{ 0, "09-600", "Flooring / Revêtements de sol", "09600" },
	{ 0, "09-900", "Painting / Peinture", "09900" },
	{ 0, "14-200", "Elevators / Ascenseurs", "14200" },
	{ 0, "21-100", "Fire suppression / Protection incendie", "21100" },
	{ 0, "22-100", "Plumbing / Plomberie", "22100" },
	{ 0, "23-300", "HVAC / Ventilation et climatisation", "23300" },
	{ 0, "26-100", "Electrical / Électricité", "26100" },
	{ 0, "31-200", "Earthwork / Terrassement", "31200" },
	{ 0, "32-100", "Paving / Pavage", "32100" },
};
const size_t company_n_cost_codes = ARRAY_SIZE(company_cost_codes);

const struct co_cost_type company_cost_types[] = {
	{ 0, "L", "Labour / Main-d'œuvre", "other", "LABOR" },
	{ 0, "M", "Materials / Matériaux", "materials", "MATERIAL" },
	{ 0, "S", "Subcontract / Sous-traitance", "commitment", "SUBCON" },
	{ 0, "E", "Equipment / Équipement", "equipment", "EQUIP" },
	{ 0, "O", "Other / Autre", "owner_cost", NULL },
};
const size_t company_n_cost_types = ARRAY_SIZE(company_cost_types);

const struct co_tax_code company_tax_codes[] = {
	{ 0, "TPS-TVQ", "TPS et TVQ", 14975 },
	{ 0, "HST-ON", "HST Ontario", 13000 },
	{ 0, "NY-8", "New York sales tax", 8000 },
};
const size_t company_n_tax_codes = ARRAY_SIZE(company_tax_codes);

const struct co_trade company_trades[] = {
	{ "01-500", "Crane and hoist rental", "Location de grue et d'outillage",
	  { "Monthly rental", "Delivery and return", "Fuel" },
	  { "Location mensuelle", "Livraison et retour", "Carburant" } },
	{ "02-100", "Selective demolition", "Démolition sélective",
	  { "Interior demolition", "Disposal", "Hazardous materials" },
	  { "Démolition intérieure", "Disposition des rebuts", "Matières dangereuses" } },
	{ "03-300", "Structural concrete", "Béton structural",
	  { "Footings and foundation walls", "Slabs", "Columns" },
	  { "Semelles et murs de fondation", "Dalles", "Colonnes" } },
	{ "03-400", "Precast panels", "Panneaux préfabriqués",
	  { "Fabrication", "Delivery", "Erection" }, { "Fabrication", "Livraison", "Montage" } },
	{ "04-200", "Masonry", "Maçonnerie",
	  { "Brick veneer", "Concrete block", "Lintels" },
	  { "Parement de brique", "Blocs de béton", "Linteaux" } },
	{ "05-100", "Structural steel", "Acier de structure",
	  { "Shop fabrication", "Erection", "Steel deck" },
	  { "Fabrication en atelier", "Montage", "Pontage métallique" } },
	{ "06-100", "Lumber and building supplies", "Bois et matériaux",
	  { "Dimension lumber", "Plywood", "Fasteners" },
	  { "Bois de dimension", "Contreplaqué", "Quincaillerie" } },
	{ "06-400", "Architectural millwork", "Ébénisterie architecturale",
	  { "Reception desks", "Wall panels", "Installation" },
	  { "Comptoirs d'accueil", "Panneaux muraux", "Installation" } },
	{ "07-200", "Thermal insulation", "Isolation thermique",
	  { "Exterior walls", "Roof", "Firestopping" },
	  { "Murs extérieurs", "Toiture", "Coupe-feu" } },
	{ "07-500", "Membrane roofing", "Couverture à membrane",
	  { "Base sheet and membrane", "Flashings", "Roof drains" },
	  { "Membrane et sous-couche", "Solins", "Drains de toit" } },
	{ "08-400", "Curtain wall and glazing", "Mur-rideau et vitrage",
	  { "Aluminium frames", "Sealed units", "Entrances" },
	  { "Cadres d'aluminium", "Unités scellées", "Entrées" } },
	{ "09-200", "Drywall and ceilings", "Cloisons sèches et plafonds",
	  { "Partitions", "Acoustic ceilings", "Bulkheads" },
	  { "Cloisons", "Plafonds acoustiques", "Retombées" } },
	{ "09-600", "Flooring", "Revêtements de sol",
	  { "Resilient flooring", "Ceramic tile", "Carpet" },
	  { "Sol souple", "Céramique", "Tapis" } },
	{ "09-900", "Painting", "Peinture",
	  { "Interior painting", "Exterior painting", "Touch-ups" },
	  { "Peinture intérieure", "Peinture extérieure", "Retouches" } },
	{ "14-200", "Elevators", "Ascenseurs",
	  { "Equipment", "Installation", "Inspection" },
	  { "Équipement", "Installation", "Inspection" } },
	{ "21-100", "Sprinklers", "Gicleurs",
	  { "Mains and risers", "Branch lines", "Testing" },
	  { "Conduites principales", "Ramifications", "Essais" } },
	{ "22-100", "Plumbing", "Plomberie",
	  { "Underground", "Rough-in", "Fixtures" },
	  { "Sous-dalle", "Plomberie brute", "Appareils" } },
	{ "23-300", "Heating and ventilation", "Chauffage et ventilation",
	  { "Ductwork", "Air handling units", "Balancing" },
	  { "Conduits", "Appareils de traitement d'air", "Équilibrage" } },
	{ "26-100", "Electrical", "Électricité",
	  { "Service and distribution", "Lighting", "Fire alarm" },
	  { "Entrée et distribution", "Éclairage", "Alarme incendie" } },
	{ "31-200", "Excavation and backfill", "Excavation et remblai",
	  { "Mass excavation", "Backfill", "Shoring" },
	  { "Excavation de masse", "Remblai", "Étançonnement" } },
	{ "32-100", "Asphalt paving", "Pavage",
	  { "Granular base", "Asphalt", "Line painting" },
	  { "Fondation granulaire", "Enrobé bitumineux", "Marquage" } },
};
const size_t company_n_trades = ARRAY_SIZE(company_trades);

#define LINKED (VENDOR_IN_ERP | VENDOR_LINKED)

const struct co_vendor_seed company_vendor_seeds[] = {
/* 0 */	{ "Northside Concrete", "12 Kiln Road", "Ottawa", "ON", "K1N 5T2", "CA", "en", "03-300", LINKED, NULL, NULL },
	{ "Toitures Létourneau inc.", "845, boul. Industriel", "Laval", "QC", "H7L 3W8", "CA", "fr", "07-500", LINKED, "Toitures Letourneau", NULL },
	{ "Béton Rivard ltée", "2200, rue de l'Éperon", "Longueuil", "QC", "J4G 1M7", "CA", "fr", "03-300", LINKED, NULL, NULL },
	{ "Électricité St-Onge inc.", "77, rue Saint-Paul Est", "Montréal", "QC", "H2Y 1G5", "CA", "fr", "26-100", LINKED, NULL, NULL },
	{ "Harbour Mechanical Ltd.", "9 Wharf Street", "Kingston", "ON", "K7L 2Y8", "CA", "en", "23-300", LINKED, NULL, NULL },
/* 5 */	{ "Plomberie Gagnon et Fils", "418, ch. du Lac", "Terrebonne", "QC", "J6W 4K1", "CA", "fr", "22-100", LINKED, NULL, NULL },
	{ "Maple Leaf Drywall", "3100 Dixie Road", "Mississauga", "ON", "L4Y 2A6", "CA", "en", "09-200", LINKED, NULL, NULL },
	{ "Acier Bromont inc.", "50, rue du Parc-Industriel", "Bromont", "QC", "J2L 2Z8", "CA", "fr", "05-100", LINKED, NULL, NULL },
	{ "Ironwood Steel Erectors", "14 Foundry Lane", "Plattsburgh", "NY", "12901", "US", "en", "05-100", LINKED, NULL, NULL },
	{ "Excavation Charbonneau", "1, rang Sainte-Rose", "Mirabel", "QC", "J7N 2R4", "CA", "fr", "31-200", LINKED, NULL, NULL },
/* 10 */{ "Champlain Paving Co.", "602 Cornelia Street", "Plattsburgh", "NY", "12901", "US", "en", "32-100", LINKED, NULL, NULL },
	{ "Vitrerie Boréale", "390, rue Borne", "Québec", "QC", "G1N 1L7", "CA", "fr", "08-400", LINKED, NULL, NULL },
	{ "Great Lakes Glass", "88 Lakeshore Road", "Mississauga", "ON", "L5G 1E1", "CA", "en", "08-400", LINKED, NULL, NULL },
	{ "Peinture Côté et Associés", "15, av. des Pins", "Longueuil", "QC", "J4H 2K9", "CA", "fr", "09-900", LINKED, NULL, NULL },
	{ "Rideau Painting", "240 Bank Street", "Ottawa", "ON", "K2P 1X4", "CA", "en", "09-900", 0, NULL, NULL },
/* 15 */{ "Ascenseurs Laurentides", "1010, rue Labelle", "Saint-Jérôme", "QC", "J7Z 5M2", "CA", "fr", "14-200", LINKED, NULL, NULL },
	{ "Lift-Tech Elevators", "700 Kipling Avenue", "Toronto", "ON", "M8Z 5G3", "CA", "en", "14-200", LINKED, NULL, NULL },
	{ "Maçonnerie Beaulieu", "62, rue Principale", "Granby", "QC", "J2G 2T9", "CA", "fr", "04-200", LINKED, NULL, NULL },
	{ "Stone & Mortar Masonry", "17 Quarry Road", "Kingston", "ON", "K7M 4H4", "CA", "en", "04-200", LINKED, NULL, NULL },
	{ "Isolation Thibault", "299, rue Champlain", "Gatineau", "QC", "J8X 3R1", "CA", "fr", "07-200", 0, NULL, NULL },
/* 20 */{ "Adirondack Insulation", "5 Spruce Way", "Saranac Lake", "NY", "12983", "US", "en", "07-200", LINKED, NULL, NULL },
	{ "Menuiserie Desjardins-Roy", "34, rue de l'Érablière", "Lévis", "QC", "G6V 6N4", "CA", "fr", "06-400", LINKED, NULL, NULL },
	{ "Oak Ridge Millwork", "450 County Road 2", "Cornwall", "ON", "K6H 5R5", "CA", "en", "06-400", LINKED, NULL, NULL },
	{ "Gicleurs Protec-Eau", "8080, boul. Métropolitain", "Montréal", "QC", "H1K 1A1", "CA", "fr", "21-100", LINKED, NULL, NULL },
	{ "Sentinel Fire Protection", "25 Innovation Drive", "Ottawa", "ON", "K2K 1Y1", "CA", "en", "21-100", 0, NULL, NULL },
/* 25 */{ "Matériaux Pro-Chantier", "1500, rue Marie-Victorin", "Longueuil", "QC", "J4G 1A3", "CA", "fr", "06-100", LINKED, NULL, NULL },
	{ "Northern Building Supply", "2 Railway Avenue", "Ottawa", "ON", "K1G 3V7", "CA", "en", "06-100", LINKED, NULL, NULL },
	{ "Location d'outils Simard", "333, 4e Avenue", "Laval", "QC", "H7R 2W3", "CA", "fr", "01-500", VENDOR_IN_ERP, "Location d'outils Simard inc.", "vendor_in_erp_unlinked" },
	{ "United Crane Rental", "19 Boom Street", "Toronto", "ON", "M9W 1J5", "CA", "en", "01-500", VENDOR_IN_ERP, NULL, "vendor_in_erp_unlinked" },
	{ "Préfab Saint-Laurent", "700, ch. du Fleuve", "Varennes", "QC", "J3X 1P7", "CA", "fr", "03-400", LINKED, NULL, NULL },
/* 30 */{ "Démolition Hébert", "4, rue du Quai", "Sorel-Tracy", "QC", "J3P 1B2", "CA", "fr", "02-100", LINKED, NULL, NULL },
	{ "Tremblay & Sons Flooring", "61 Merivale Road", "Ottawa", "ON", "K1Z 5V7", "CA", "en", "09-600", 0, NULL, "vendor_not_linked" },
	{ "Planchers Fillion", "212, rue Saint-Jean", "Québec", "QC", "G1R 1P1", "CA", "fr", "09-600", LINKED, NULL, NULL },
	{ "Summit Mechanical Services", "40 Mountain View Drive", "Lake Placid", "NY", "12946", "US", "en", "23-300", LINKED | VENDOR_ERP_OFF, NULL, "erp_vendor_inactive" },
	{ "Les Entreprises de couverture Bélanger, Fortin et frères inc.", "90, rue des Bouleaux", "Trois-Rivières", "QC", "G8Z 3M8", "CA", "fr", "07-200", 0, NULL, "vendor_name_too_long" },
/* 35 */{ "Kestrel Controls", "Unit 4", "Brockville", NULL, "K6V 5V3", "CA", "en", "23-300", 0, NULL, "vendor_no_state" },
	{ "Quartz Surfaces", "77 Desert Inn", "Reno", "NV", "89501", "CA", "en", "09-600", 0, NULL, "vendor_state_country" },
	{ "M\xc3\xa9" "canique \x1b[31mGlobale\x1b[0m \xe2\x80\xae" "cni\xe2\x80\xac", "6, rue du Faubourg", "Montréal", "QC", "H2L 4S8", "CA", "fr", "23-300", 0, NULL, "vendor_hostile_name" },
	{ "Ébénisterie Lacasse", "99, rue Lajoie", "Laval", "QC", "H7A 1B6", "CA", "fr", "06-400", LINKED | VENDOR_INACTIVE, NULL, "vendor_inactive" },
	{ "Portes et Cadres Dubois", "18, rue Notre-Dame", "Repentigny", "QC", "J6A 2R3", "CA", "fr", "06-400", VENDOR_IN_ERP, "PORTES ET CADRES DUBOIS INC", "vendor_in_erp_unlinked" },
/* 40 */{ "Ontario Hoist Ltd.", "501 Queensway", "Toronto", "ON", "M8Y 1J3", "CA", "en", "01-500", VENDOR_IN_ERP, NULL, "vendor_in_erp_unlinked" },
	{ "Old Mill Carpentry", "3 Mill Lane", "Perth", "ON", "K7H 1S3", "CA", "en", "06-400", VENDOR_DELETED, NULL, "vendor_deleted" },
	{ "Papeterie du Centre", "1, rue Peel", "Montréal", "QC", "H3C 2G9", "CA", "fr", "01-100", VENDOR_IN_ERP | VENDOR_ERP_ONLY, NULL, "vendor_erp_only" },
	{ "Capital Power & Light", "100 Grid Street", "Ottawa", "ON", "K1P 5M7", "CA", "en", "01-100", VENDOR_IN_ERP | VENDOR_ERP_ONLY, NULL, "vendor_erp_only" },
	{ "Valley Welding Supply", "8 Torch Road", "Arnprior", "ON", "K7S 3G7", "CA", "en", "05-100", VENDOR_IN_ERP | VENDOR_ERP_ONLY | VENDOR_ERP_OFF, NULL, "vendor_erp_only" },
};
const size_t company_n_vendor_seeds = ARRAY_SIZE(company_vendor_seeds);

const struct co_project_seed company_project_seeds[] = {
	{ "J-2601", "Elm Street Medical Centre", "1 Elm Street", "Ottawa", "ON", "K1R 6M5", "CA", "2026-01-12", "2027-09-30", 1420000000, 0, 0, "J2601", "Active", 1, 0, NULL },
	{ "J-2602", "École des Érables, agrandissement", "500, rue des Érables", "Laval", "QC", "H7P 2B4", "CA", "2026-01-19", "2027-08-20", 980000000, 1, 1, "J2602", "Active", 1, 0, NULL },
	{ "J-2603", "Riverside Condominiums", "20 Bridge Street", "Plattsburgh", "NY", "12901", "US", "2026-02-02", "2027-12-15", 1135000000, 2, 2, "J2603", "Active", 1, 0, NULL },
	{ "J-2604", "Centre sportif Saint-Michel", "7200, 17e Avenue", "Montréal", "QC", "H2A 2R5", "CA", "2026-02-09", "2028-03-31", 2260000000, 1, 3, "J2604", "Active", 1, 0, NULL },
	{ "J-2605", "Northside Warehouse", "15 Logistics Way", "Mississauga", "ON", "L5T 2M9", "CA", "2026-10-05", "2027-06-30", 610000000, 0, 0, NULL, NULL, 0, 0, "job_not_linked" },
	{ "2026-MTL-GARE-CENTRALE", "Gare centrale, rénovation du hall", "895, rue De La Gauchetière", "Montréal", "QC", "H3B 4G1", "CA", "2026-10-12", "2027-11-30", 745000000, 1, 3, NULL, NULL, 0, 0, "job_number_mask" },
	{ "J-2598", "Harbour View Tower", "3 Wharf Street", "Kingston", "ON", "K7L 1A1", "CA", "2025-03-03", "2026-12-18", 1890000000, 0, 4, "J2598", "Active", 0, 1, "job_running" },
	{ "J-2606", "Résidence du Vieux-Port", "60, rue Dalhousie", "Québec", "QC", "G1K 4B2", "CA", "2026-09-14", "2027-10-29", 530000000, 1, 1, "J2606", "In Planning", 1, 0, "erp_project_not_active" },
};
const size_t company_n_project_seeds = ARRAY_SIZE(company_project_seeds);

const struct co_sub_job_seed company_sub_job_seeds[] = {
	{ 0, 0, NULL, "General", "01", "Active", NULL },
	{ 1, 1, "01", "Phase 1 – gymnase", "01", "Active", NULL },
	{ 1, 1, "02", "Phase 2 – classes", "02", "Active", NULL },
	{ 2, 0, NULL, "General", "01", "Active", NULL },
	{ 3, 1, "01", "Bassin", "01", "Active", NULL },
	{ 3, 1, "02", "Gradins", "02", "Active", NULL },
	{ 3, 1, "03", "Stationnement", "03", "Completed", "erp_task_completed" },
	{ 3, 1, "04", "Aménagement paysager", NULL, NULL, "sub_job_not_linked" },
	{ 6, 0, NULL, "General", "01", "Active", NULL },
	{ 7, 0, NULL, "Général", "01", "In Planning", NULL },
};
const size_t company_n_sub_job_seeds = ARRAY_SIZE(company_sub_job_seeds);

#define SC CO_SUBCONTRACT
#define PO CO_PURCHASE_ORDER

const struct co_commitment_seed company_commitment_seeds[] = {
	{ SC, "SC-0061", NULL, 9, 1, 48000000, 1000, "Complete", 1, 3, "sssssss", NULL },
	{ SC, "SC-0062", NULL, 2, 1, 125000000, 1000, "Approved", 1, 3, "sssssssSa", NULL },
	{ SC, "SC-0063", NULL, 3, 1, 86000000, 1000, "Approved", 1, 3, "sssssssSn", NULL },
	{ SC, "SC-0064", NULL, 5, 1, 41500000, 1000, "Approved", 1, 2, "sssssssSo", NULL },
	{ SC, "SC-0065", NULL, 7, 3, 198000000, 500, "Approved", 1, 3, "ssssssspa", NULL },
	{ SC, "SC-0066", NULL, 17, 3, 64000000, 1000, "Approved", 1, 2, "ssssssSD", NULL },
	{ SC, "SC-0067", NULL, 4, 0, 112000000, 1000, "Approved", 1, 3, "sssssssSm", NULL },
	{ SC, "SC-0068", NULL, 6, 0, 37250000, 1000, "Approved", 1, 2, "sssssssN", NULL },
	{ SC, "SC-0069", NULL, 12, 0, 59800000, 1000, "Approved", 1, 2, "ssssssM", NULL },
	{ SC, "SC-0070", NULL, 8, 2, 90500000, 1000, "Approved", 1, 3, "sssssssSa", NULL },
	{ SC, "SC-0071", NULL, 10, 2, 28800000, 1000, "Approved", 1, 2, "ssssssL", NULL },
	{ SC, "SC-0072", NULL, 20, 2, 14625000, 500, "Approved", 1, 2, "ssssssB", NULL },
	{ SC, "SC-0073", NULL, 22, 0, 23340000, 1000, "Approved", 1, 2, "ssssssHd", NULL },
	{ SC, "SC-0074", NULL, 11, 1, 51780000, 1000, "Approved", 1, 2, "ssssssSr", NULL },
	{ SC, "SC-0075", NULL, 15, 3, 74500000, 1000, "Approved", 1, 2, "sssssSX", NULL },
	{ SC, "SC-0076", NULL, 18, 0, 31800000, 1000, "Approved", 1, 2, "ssssswa", NULL },
	{ SC, "SC-0077", "Foundations and slabs", 0, 0, 21000000, 1000, "Approved", 1, 2, "ssa", "worked_example" },
	{ SC, "SC-0078", NULL, 13, 1, 12890000, 1000, "Approved", 1, 1, "ssssR", NULL },
	{ SC, "SC-0079", NULL, 23, 3, 26400000, 1000, "Approved", 1, 2, "sssz", NULL },
	{ SC, "SC-0080", NULL, 21, 1, 15500000, 1000, "Approved", 1, 1, "ssC", NULL },
	{ SC, "SC-0081", "Couverture du bassin", 1, 3, 18400000, 1000, "Approved", 0, 1, "a", "cost_code_absent" },
	{ SC, "SC-0082", NULL, 31, 0, 9640000, 1000, "Approved", 0, 2, "a", "vendor_chain" },
	{ SC, "SC-0083", NULL, 32, 1, 14300000, 1000, "Approved", 0, 2, "a", "chain_ready" },
	{ SC, "SC-0084", NULL, 6, 0, 8800000, 1000, "Approved", 0, 2, "", "commitment_ready" },
	{ SC, "SC-0085", NULL, 3, 3, 35200000, 1000, "Complete", 0, 3, "", "commitment_ready" },
	{ SC, "SC-0086", "Sidewalk repairs", 0, 0, 6725000, 1000, "Approved", 0, 1, "", "commitment_ready" },
	{ SC, "SC-0087", NULL, 30, 1, 21250000, 1000, "Draft", 0, 2, "", "commitment_not_approved" },
	{ SC, "SC-0088", NULL, 29, 3, 88000000, 1000, "Out For Signature", 0, 3, "", "commitment_not_approved" },
	{ SC, "SC-0089", NULL, 16, 0, 0, 1000, "Approved", 0, 0, "", "commitment_no_lines" },
	{ SC, "SC-0090", NULL, 24, 0, 19900000, 1000, "Approved", 0, 2, "", "line_no_cost_code" },
	{ SC, "SC-0091", "Interior and exterior painting of blocks A to F, including stairwells and the parking garage",
	  14, 0, 7420000, 1000, "Approved", 0, 1, "", "commitment_title_too_long" },
	{ SC, "SC-0092-RIDEAU-PHASE-2-AMENDMENT-B-MECHANICAL", NULL, 4, 0, 15600000, 1000, "Approved", 0, 2, "", "commitment_number_too_long" },
	{ SC, "SC-0093", NULL, 2, 3, 33000000, 1000, "Approved", 0, 3, "", "commitment_lines_sum" },
	{ SC, "SC-0094", NULL, 7, 1, 12000000, 1000, "Approved", 0, 1, "", NULL },
	{ SC, "SC-0094", "Acier de structure, escaliers", 7, 3, 9900000, 1000, "Approved", 0, 1, "", "commitment_duplicate_number" },
	{ SC, "SC-0095", NULL, 8, 0, 22200000, 1000, "Approved", 0, 2, "", "commitment_currency" },
	{ SC, "SC-0096", NULL, 38, 1, 5400000, 1000, "Approved", 0, 1, "", "commitment_vendor_inactive" },
	{ SC, "SC-0097", NULL, 33, 2, 26700000, 1000, "Approved", 0, 2, "", "commitment_erp_vendor_inactive" },
	{ SC, "SC-0098", NULL, 9, 4, 17350000, 1000, "Approved", 0, 2, "", "commitment_job_not_linked" },
	{ SC, "SC-0099", NULL, 3, 5, 24300000, 1000, "Approved", 0, 2, "", "commitment_job_mask" },
	{ SC, "SC-0100", NULL, 4, 6, 41000000, 1000, "Approved", 0, 2, "a", "commitment_job_running" },
	{ SC, "SC-0101", NULL, 17, 7, 11800000, 1000, "Approved", 0, 2, "", "commitment_erp_project" },
	{ SC, "SC-0102", NULL, 19, 1, 13250000, 1000, "Approved", 0, 2, "", "line_tax_code" },
	{ SC, "SC-0103", NULL, 5, 3, 7800000, 1000, "Approved", 0, 2, "", "line_cost_type_no_group" },
	{ SC, "SC-0104", NULL, 10, 3, 10250000, 1000, "Approved", 1, 2, "sa", "commitment_task_completed" },
	{ SC, "SC-0105", NULL, 37, 0, 6600000, 1000, "Approved", 0, 1, "", "commitment_hostile_vendor" },
	{ SC, "SC-0106", NULL, 34, 3, 18900000, 1000, "Approved", 0, 2, "", "commitment_vendor_name" },
	{ SC, "SC-0107", NULL, 12, 0, 4100000, 1000, "Void", 0, 1, "", NULL },
	{ SC, "SC-0108", NULL, 2, 1, 9300000, 1000, "Terminated", 0, 1, "", NULL },
	{ SC, "SC-0109", NULL, 18, 0, 5250000, 1000, "Draft", 0, 1, "", "commitment_deleted" },
	{ SC, "SC-0110", NULL, 15, 7, 29900000, 1000, "Out For Bid", 0, 1, "", NULL },
	{ PO, "PO-0201", NULL, 26, 0, 4230000, 0, "Approved", 1, 3, "", NULL },
	{ PO, "PO-0202", NULL, 25, 1, 3875000, 0, "Approved", 1, 2, "a", "invoice_of_purchase_order" },
	{ PO, "PO-0203", NULL, 28, 0, 5600000, 0, "Approved", 0, 2, "", "commitment_vendor_unlinked" },
	{ PO, "PO-0204", NULL, 27, 3, 2940000, 0, "Approved", 0, 2, "", "commitment_vendor_unlinked" },
	{ PO, "PO-0205", NULL, 26, 0, 1815000, 0, "Approved", 0, 2, "", "commitment_ready" },
	{ PO, "PO-0206", NULL, 25, 3, 2260000, 0, "Draft", 0, 2, "", "commitment_not_approved" },
	{ PO, "PO-0207", NULL, 26, 2, 990000, 0, "Submitted", 0, 1, "", NULL },
	{ PO, "PO-0208", NULL, 29, 1, 6120000, 0, "Approved", 0, 3, "", "commitment_ready" },
	{ PO, "PO-0209", NULL, 26, 0, 745000, 0, "Closed", 1, 1, "", NULL },
	{ PO, "PO-0210", NULL, 36, 0, 3340000, 0, "Approved", 0, 1, "", "commitment_vendor_state" },
	{ PO, "PO-0211", NULL, 35, 0, 1480000, 0, "Approved", 0, 1, "", "commitment_vendor_state" },
};
const size_t company_n_commitment_seeds = ARRAY_SIZE(company_commitment_seeds);

const char *const company_families[] = {
	"Tremblay", "Gagnon", "Roy", "Bouchard", "Lavoie", "Fortin", "Pelletier", "Bélanger",
	"Lévesque", "Bergeron", "Girard", "Poirier", "Cloutier", "Nadeau", "Thériault", "Ménard",
	"MacDonald", "Campbell", "Stewart", "Reid", "Morrison", "Sinclair", "Armstrong", "Bailey",
	"Whitfield", "Delaney", "Kowalski", "Singh", "Nguyen", "Patel", "O'Brien", "Castellano",
};
const size_t company_n_families = ARRAY_SIZE(company_families);

const char *const company_places[] = {
	"Rosemont", "Beauport", "Chomedey", "Saint-Lambert", "Sainte-Foy", "Hull", "Brossard",
	"Kanata", "Nepean", "Orléans", "Etobicoke", "Scarborough", "Oakville", "Burlington",
	"Saranac", "Malone", "Potsdam", "Champlain", "Rouses Point", "Peru",
};
const size_t company_n_places = ARRAY_SIZE(company_places);
