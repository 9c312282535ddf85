#!/usr/bin/env python3
"""Opens a Comptoir vault by its specification alone (vault-format.md).

    decode-vault.py VAULT              asks for the passphrase, prints the names
    decode-vault.py --values VAULT     prints the values as well
    decode-vault.py --key FILE VAULT   opens the IMPORT section with a key file
    decode-vault.py --vectors FILE     checks vault-vectors.json

It shares no code with the program.  Argon2id and XChaCha20-Poly1305 come from
libsodium through ctypes; the rest is the standard library."""
import ctypes, ctypes.util, getpass, hashlib, json, struct, sys

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
assert sodium.sodium_init() >= 0
ULL, SIZE = ctypes.c_ulonglong, ctypes.c_size_t
HEADER, HEAD, PAD, TAG = 328, 48, 1024, 16


class Refused(Exception):
    pass


def derive(passphrase, salt, ops, mem):
    key = ctypes.create_string_buffer(32)
    if sodium.crypto_pwhash(key, ULL(32), passphrase, ULL(len(passphrase)), salt, ULL(ops), SIZE(mem), 2):
        raise Refused("not enough memory")
    return key.raw


def aead_open(cipher, aad, nonce, key, what):
    out = ctypes.create_string_buffer(len(cipher))
    n = ULL(0)
    if sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(out, ctypes.byref(n), None, cipher,
            ULL(len(cipher)), aad, ULL(len(aad)), nonce, key):
        raise Refused(what)
    return out.raw[:n.value]


def parse(data):
    if len(data) < HEADER or data[:8] != b"CPTVAULT":
        raise Refused("not a vault")
    version, length, flags, kdf, ops, mem = struct.unpack_from("<IIIIQQ", data, 8)
    if (version, length, kdf) != (1, HEADER, 1) or flags & ~1:
        raise Refused("unknown version")
    if not 1 <= ops <= 64 or not 8192 <= mem <= 1 << 32:
        raise Refused("cost out of bounds")
    if hashlib.blake2b(data[:296], digest_size=32).digest() != data[296:328]:
        raise Refused("checksum")
    sections, at = [], HEADER
    for want in (1, 2):
        ident, zero, generation, nonce, n = struct.unpack_from("<IIQ24sQ", data, at)
        if ident != want or zero or n < PAD + TAG or (n - TAG) % PAD or at + HEAD + n > len(data):
            raise Refused("section")
        sections.append((data[at:at + HEAD], nonce, data[at + HEAD:at + HEAD + n]))
        at += HEAD + n
    if at != len(data):
        raise Refused("something stands behind the vault")
    return ops, mem, sections


def slot_aad(data, slot):
    return data[:12] + data[56:72] + bytes([slot])


def entries(data, section, key):
    head, nonce, cipher = section
    plain = aead_open(cipher, data[:HEADER] + head, nonce, key, "section is damaged")
    plain = plain.rstrip(b"\0")
    if not plain.endswith(b"\x80"):
        raise Refused("padding")
    plain = plain[:-1]
    (count,), at, out = struct.unpack_from("<I", plain), 4, {}
    for _ in range(count):
        (n,) = struct.unpack_from("<H", plain, at)
        name = plain[at + 2:at + 2 + n].decode("ascii")
        at += 2 + n
        (n,) = struct.unpack_from("<I", plain, at)
        out[name] = plain[at + 4:at + 4 + n]
        at += 4 + n + 8
    if at != len(plain):
        raise Refused("entries")
    return out


def open_with_passphrase(data, passphrase):
    ops, mem, sections = parse(data)
    kek = derive(passphrase, data[40:56], ops, mem)
    full = aead_open(data[96:144], data[:72], data[72:96], kek, "wrong passphrase")
    imp = aead_open(data[168:216], slot_aad(data, 2), data[144:168], full, "import key is damaged")
    return entries(data, sections[0], full), entries(data, sections[1], imp)


def open_with_key_file(data, text):
    sections = parse(data)[2]
    magic, ident, key = text.split()
    if magic != "comptoir-import-key-1" or bytes.fromhex(ident) != data[56:72]:
        raise Refused("key file of another vault")
    imp = aead_open(data[248:296], slot_aad(data, 3), data[224:248], bytes.fromhex(key), "wrong key file")
    return entries(data, sections[1], imp)


def check_vectors(name):
    v = json.load(open(name))
    data = bytes.fromhex(v["file_hex"])
    text = lambda e: {k: b.decode() for k, b in e.items()}
    exp, imp = open_with_passphrase(data, v["passphrase"].encode())
    assert text(exp) == v["export"] and text(imp) == v["import"]
    assert text(open_with_key_file(data, v["key_file"])) == v["import"]
    assert derive(v["passphrase"].encode(), data[40:56], v["ops"], v["mem"]).hex() == v["passphrase_key"]
    print("vectors: good")


def main(argv):
    if len(argv) == 3 and argv[1] == "--vectors":
        return check_vectors(argv[2])
    values = "--values" in argv
    key = open(argv[argv.index("--key") + 1]).read() if "--key" in argv else None
    data = open(argv[-1], "rb").read()
    if key:
        found = [{}, open_with_key_file(data, key)]
    else:
        found = open_with_passphrase(data, getpass.getpass("Passphrase: ").encode())
    for title, section in zip(("export", "import"), found):
        for name, value in sorted(section.items()):
            print(title, name, value.decode("utf-8", "replace") if values else "")


if __name__ == "__main__":
    try:
        main(sys.argv)
    except Refused as e:
        sys.exit("refused: %s" % e)
