package io.taskweir.email;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * PDFs: what they do (scripts, actions, forms that are sent), where they lead, what files and codes
 * they hold. Objects are read as they lie in the bytes and in packed streams of objects; the text
 * and the drawings of pages are not, so a link that is only drawn is not seen. Nothing is resolved
 * further than one reference, so loops cannot matter.
 */
final class PdfKind implements FileKind {

  private static final String NO_IMAGE = "";
  private static final String JPEG = "DCTDecode";

  @Override
  public boolean covers(String type) {
    return type.equals("application/pdf");
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    byte[] bytes = file.bytes();
    PdfActions actions = new PdfActions(inspection);
    PdfStreams streams = new PdfStreams(bytes, inspection.limits().inflatedBytes());
    Contents contents = new Contents(actions, streams, inspection);
    new PdfScanner(bytes, 0, bytes.length, contents).scan(new TreeMap<>());
    actions.end();
    if (actions.isEncrypted()) {
      inspection.see(Rule.FILE_ENCRYPTED, file.name());
      inspection.giveUp("PDF_ENCRYPTED", file.name());
      return;
    }
    contents.lookInside(file);
    if (streams.isSpent()) {
      inspection.giveUp("PDF_BUDGET", file.name());
    }
  }

  /** Where a stream lies. */
  private record At(PdfDict dictionary, int from, int to) {}

  /** The streams of a PDF: those of objects are read at once, files and images at the end. */
  private static final class Contents implements PdfScanner.Visitor {

    private final PdfActions actions;
    private final PdfStreams streams;
    private final Inspection inspection;
    private final Map<Integer, At> found = new TreeMap<>();

    Contents(PdfActions actions, PdfStreams streams, Inspection inspection) {
      this.actions = actions;
      this.streams = streams;
      this.inspection = inspection;
    }

    @Override
    public void dictionary(PdfDict dictionary) {
      actions.on(dictionary);
    }

    @Override
    public void stream(PdfDict dictionary, int from, int to) {
      if (dictionary.first("Type").equals("ObjStm")) {
        readObjects(dictionary, from, to);
      } else if (!dictionary.first("Type").equals("XRef")) {
        if (found.size() < inspection.limits().items()) {
          found.put(dictionary.object(), new At(dictionary, from, to));
        } else {
          inspection.giveUp("PDF_STREAMS", "");
        }
      }
    }

    /** A stream of objects begins with their numbers and places (ISO 32000-1, 7.5.7). */
    private void readObjects(PdfDict dictionary, int from, int to) {
      byte[] objects = streams.unpack(dictionary, from, to, NO_IMAGE);
      if (objects == null || dictionary.has("Predictor")) {
        inspection.giveUp("PDF_FILTER", dictionary.first("Filter"));
        return;
      }
      int first = Math.max(0, Math.min(objects.length, dictionary.number("First")));
      PdfTokens header = new PdfTokens(objects, 0, first);
      TreeMap<Integer, Integer> places = new TreeMap<>();
      while (header.next() == PdfTokens.Kind.WORD && places.size() < inspection.limits().items()) {
        int number = PdfDict.toInt(header.text());
        if (header.next() == PdfTokens.Kind.WORD) {
          places.put(first + PdfDict.toInt(header.text()), number);
        }
      }
      new PdfScanner(objects, first, objects.length, new ObjectsOnly(actions)).scan(places);
    }

    void lookInside(InnerFile file) throws IOException {
      for (Map.Entry<Integer, String> embedded : actions.embedded().entrySet()) {
        At at = found.remove(embedded.getKey());
        byte[] inner = at == null ? null : unpack(at, NO_IMAGE);
        if (inner == null) {
          inspection.giveUp("PDF_EMBEDDED", embedded.getValue());
          continue;
        }
        inspection.see(Rule.FILE_OBJECT, embedded.getValue());
        inspection.delivered(embedded.getValue(), null, inner, file.depth());
      }
      for (At at : found.values()) {
        if (at.dictionary().first("Type").equals("EmbeddedFile")) {
          byte[] inner = unpack(at, NO_IMAGE);
          if (inner != null) {
            inspection.delivered(null, null, inner, file.depth());
          }
        } else if (at.dictionary().first("Subtype").equals("Image")) {
          onImage(at);
        }
      }
    }

    private void onImage(At at) {
      PdfDict image = at.dictionary();
      if (image.all("Filter").contains(JPEG)) {
        byte[] jpeg = unpack(at, JPEG);
        if (jpeg != null) {
          Images.look(jpeg, "", inspection);
        }
        return;
      }
      int width = image.number("Width");
      int height = image.number("Height");
      boolean sized = width > 0 && height > 0 && inspection.takesPixels((long) width * height);
      byte[] samples = sized && !image.has("Predictor") ? unpack(at, NO_IMAGE) : null;
      GrayImage gray =
          samples == null
              ? null
              : GrayImage.ofSamples(samples, width, height, image.number("BitsPerComponent"));
      if (gray == null) {
        inspection.giveUp("PDF_IMAGE", image.first("Filter"));
      } else {
        QrCodes.look(gray, inspection);
      }
    }

    private byte[] unpack(At at, String image) {
      return streams.unpack(at.dictionary(), at.from(), at.to(), image);
    }
  }

  /** Within a stream of objects there are no streams. */
  private record ObjectsOnly(PdfActions actions) implements PdfScanner.Visitor {

    @Override
    public void dictionary(PdfDict dictionary) {
      actions.on(dictionary);
    }

    @Override
    public void stream(PdfDict dictionary, int from, int to) {}
  }
}
