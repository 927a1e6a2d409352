package io.taskweir.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML parts of office documents (OOXML and OpenDocument) that lead out of them: relationships
 * with a target elsewhere, and fields that ask another program (DDE). Parts are read as a stream,
 * without DTD and entities; of a part that is larger than {@link FileLimits#partBytes} the
 * beginning.
 */
final class OfficeParts {

  private static final int MOST_FIELD = 200;

  private final Inspection inspection;
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

  OfficeParts(Inspection inspection) {
    this.inspection = inspection;
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
  }

  /** Whether an entry of an archive is such a part. */
  boolean covers(String name) {
    String path = name.toLowerCase(Locale.ROOT).replace('\\', '/');
    return path.endsWith(".rels")
        || (path.startsWith("word/") && path.endsWith(".xml"))
        || (path.startsWith("xl/externallinks/") && path.endsWith(".xml"))
        || path.equals("content.xml")
        || path.equals("meta-inf/manifest.xml");
  }

  /** Looks at a part, and reads it to its end. */
  void look(String name, InputStream bytes) throws IOException {
    int most = inspection.limits().partBytes();
    byte[] part = bytes.readNBytes(most);
    if (bytes.read() >= 0) {
      inspection.giveUp("PART_TOO_LARGE", name);
    }
    bytes.transferTo(OutputStream.nullOutputStream());
    try {
      read(factory.createXMLStreamReader(new ByteArrayInputStream(part)));
    } catch (XMLStreamException | RuntimeException e) {
      inspection.giveUp("BROKEN", name);
    }
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder field = new StringBuilder();
    boolean inField = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String element = xml.getLocalName();
          inField = element.equals("instrText");
          onElement(xml, element);
          if (element.equals("fldChar")) {
            onField(field);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inField && field.length() < MOST_FIELD) {
            field.append(xml.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (xml.getLocalName().equals("instrText")) {
            inField = false;
          }
        }
        default -> {}
      }
    }
    onField(field);
  }

  private void onElement(XMLStreamReader xml, String element) {
    switch (element) {
      case "Relationship" -> onRelationship(xml);
      case "fldSimple" -> onField(new StringBuilder(attribute(xml, "instr")));
      case "encryption-data" -> {
        inspection.see(Rule.FILE_ENCRYPTED, "OpenDocument");
        inspection.giveUp("DOCUMENT_ENCRYPTED", "");
      }
      case "ddeLink" ->
          inspection.see(
              Rule.FILE_DDE, attribute(xml, "ddeService") + ' ' + attribute(xml, "ddeTopic"));
      case "dde-source", "dde-connection-decl" ->
          inspection.see(Rule.FILE_DDE, attribute(xml, "dde-application"));
      default -> {
        String target = attribute(xml, "href");
        if (!target.isEmpty() && element.equals("a")) {
          inspection.follow(target);
        }
      }
    }
  }

  /** A field is written in pieces, which are put together here. */
  private void onField(StringBuilder field) {
    String code = field.toString().strip();
    field.setLength(0);
    if (code.regionMatches(true, 0, "DDE", 0, 3)) {
      inspection.see(Rule.FILE_DDE, code);
    } else if (code.regionMatches(true, 0, "HYPERLINK", 0, 9)) {
      inspection.follow(new MailText(code, null));
    }
  }

  private void onRelationship(XMLStreamReader xml) {
    if (!attribute(xml, "TargetMode").equalsIgnoreCase("External")) {
      return;
    }
    String target = attribute(xml, "Target");
    String type = attribute(xml, "Type");
    String kind = type.substring(type.lastIndexOf('/') + 1);
    if (!kind.equals("hyperlink") && !kind.equals("image") && leadsOut(target)) {
      inspection.see(Rule.FILE_REMOTE_PART, kind + ' ' + target);
    }
    inspection.follow(target);
  }

  /** A share of the network, or a site; and no file beside the document or a template on disk. */
  private static boolean leadsOut(String target) {
    String lower = target.toLowerCase(Locale.ROOT).replace('\\', '/');
    return lower.startsWith("http:")
        || lower.startsWith("https:")
        || lower.startsWith("ftp:")
        || lower.startsWith("mhtml:")
        || lower.startsWith("//")
        || (lower.startsWith("file://") && !lower.startsWith("file:///"));
  }

  private static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }
}
