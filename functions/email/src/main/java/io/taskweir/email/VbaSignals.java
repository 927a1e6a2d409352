package io.taskweir.email;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the source of macros does: run without being asked, and reach outside of the document. */
final class VbaSignals {

  private static final Set<String> AUTORUN =
      Set.of(
          ("autoopen auto_open autoexec autoclose auto_close autonew autoexit document_open"
                  + " document_close document_new document_beforeclose workbook_open"
                  + " workbook_activate workbook_beforeclose workbook_deactivate")
              .split(" ", -1));
  private static final List<String> SYSTEM =
      List.of(
          "shell(",
          "shell ",
          "wscript.shell",
          "shell.application",
          "createobject",
          "urldownloadtofile",
          "xmlhttp",
          "adodb.stream",
          "powershell",
          "cmd.exe",
          "virtualalloc");

  private VbaSignals() {}

  static void of(String source, Inspection inspection) {
    source
        .lines()
        .map(line -> line.strip().toLowerCase(Locale.ROOT))
        .filter(line -> !line.startsWith("'"))
        .forEach(line -> ofLine(line, inspection));
    inspection.follow(new MailText(source, null));
  }

  private static void ofLine(String line, Inspection inspection) {
    int sub = line.startsWith("sub ") ? 0 : line.indexOf(" sub ") + 1;
    if (line.startsWith("sub ", sub)) {
      int end = line.indexOf('(', sub);
      String name = line.substring(sub + 4, end < 0 ? line.length() : end).strip();
      if (AUTORUN.contains(name)) {
        inspection.see(Rule.FILE_MACRO_AUTORUN, name);
      }
    }
    for (String call : SYSTEM) {
      if (line.contains(call)) {
        inspection.see(Rule.FILE_MACRO_SYSTEM, call.strip());
      }
    }
  }
}
