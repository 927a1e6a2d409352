package io.taskweir.email;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the dictionaries of one PDF say that it does (ISO 32000-1, 12.6) and holds. */
final class PdfActions {

  private static final Set<String> ACTIVE =
      Set.of("JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "GoToE", "GoToR");

  /** Where what an embedded file lies in is noted in the dictionary that names it. */
  private static final String EMBEDDED = "\0embedded";

  private static final int MOST = 4_096;

  private final Inspection inspection;
  private final Map<Integer, String> actions = new HashMap<>();
  private final Set<Integer> atOpening = new HashSet<>();
  private final Map<Integer, String> embedded = new LinkedHashMap<>();
  private final List<String> uris = new ArrayList<>();
  private boolean encrypted;

  PdfActions(Inspection inspection) {
    this.inspection = inspection;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  /** The files that it holds: the number of the object that each lies in, and its name. */
  Map<Integer, String> embedded() {
    return embedded;
  }

  /** Takes a dictionary. */
  void on(PdfDict dictionary) {
    encrypted |= dictionary.has("Encrypt");
    onAction(dictionary);
    onOpening(dictionary);
    onFile(dictionary);
    if (dictionary.has("XFA")) {
      inspection.giveUp("PDF_XFA", "");
    }
    if (dictionary.key().equals("DecodeParms") && dictionary.number("Predictor") > 1) {
      dictionary.outer().put("Predictor", dictionary.first("Predictor"));
    }
  }

  /** Says what is known only now that all dictionaries were seen. */
  void end() {
    for (int object : atOpening) {
      String action = actions.get(object);
      if (action != null) {
        inspection.see(Rule.PDF_AUTORUN, action);
      }
    }
    if (!encrypted) {
      uris.forEach(inspection::follow);
    }
  }

  private void onAction(PdfDict dictionary) {
    String action = dictionary.has("JS") ? "JavaScript" : dictionary.first("S");
    if (ACTIVE.contains(action) && dictionary.outer() == null && actions.size() < MOST) {
      actions.put(dictionary.object(), action);
    }
    switch (action) {
      case "JavaScript" ->
          inspection.see(
              Rule.PDF_SCRIPT, dictionary.reference("JS") < 0 ? dictionary.first("JS") : "");
      case "Launch" -> inspection.see(Rule.PDF_LAUNCH, dictionary.first("F"));
      case "SubmitForm", "ImportData" -> {
        inspection.see(Rule.PDF_FORM, dictionary.first("F"));
        addUri(dictionary.first("F"));
      }
      case "GoToR", "GoToE" -> {
        if (dictionary.first("F").startsWith("\\\\")) {
          inspection.see(Rule.PDF_LAUNCH, dictionary.first("F"));
        }
      }
      default -> {}
    }
    addUri(dictionary.first("URI"));
  }

  private void onOpening(PdfDict dictionary) {
    String action = dictionary.has("JS") ? "JavaScript" : dictionary.first("S");
    boolean opensPage =
        dictionary.key().equals("O")
            && dictionary.outer() != null
            && dictionary.outer().key().equals("AA");
    if ((dictionary.key().equals("OpenAction") || opensPage) && ACTIVE.contains(action)) {
      inspection.see(Rule.PDF_AUTORUN, action);
    }
    opens(dictionary.reference("OpenAction"));
    if (dictionary.key().equals("AA")) {
      opens(dictionary.reference("O"));
    }
  }

  private void opens(int object) {
    if (object >= 0 && atOpening.size() < MOST) {
      atOpening.add(object);
    }
  }

  private void onFile(PdfDict dictionary) {
    if (dictionary.first("FS").equals("URL")) {
      addUri(dictionary.first("F"));
    }
    if (dictionary.key().equals("EF")) {
      int object = Math.max(dictionary.reference("F"), dictionary.reference("UF"));
      dictionary.outer().put(EMBEDDED, Integer.toString(object));
    }
    int object = dictionary.number(EMBEDDED);
    if (object >= 0 && embedded.size() < MOST) {
      String name = dictionary.has("UF") ? dictionary.first("UF") : dictionary.first("F");
      embedded.put(object, PlainText.line(name, 255));
    }
  }

  private void addUri(String uri) {
    if (!uri.isEmpty() && uris.size() < MOST) {
      uris.add(uri);
    }
  }
}
