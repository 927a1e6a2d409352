package io.taskweir.email;

import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/** Reads the Content fields of one entity; the first of equal names counts, as in most clients. */
final class PartHeaderReader implements BodyDescriptorBuilder {

  private static final String TEXT = "text/plain";
  private static final int LONGEST_TYPE = 100;
  private static final int LONGEST_NAME = 255;

  /**
   * RFC 2046 allows 70 characters; some real ones are longer. What is longer than this is no
   * boundary: the search for it costs its length for each dash.
   */
  private static final int LONGEST_BOUNDARY = 200;

  private final Defects defects;
  private final boolean inDigest;
  @Nullable private HeaderParameters type;
  @Nullable private HeaderParameters disposition;
  @Nullable private HeaderParameters encoding;
  @Nullable private String mimeType;

  PartHeaderReader(Defects defects) {
    this(defects, false);
  }

  private PartHeaderReader(Defects defects, boolean inDigest) {
    this.defects = defects;
    this.inDigest = inDigest;
  }

  @Override
  public void reset() {
    type = null;
    disposition = null;
    encoding = null;
    mimeType = null;
  }

  @Override
  public BodyDescriptorBuilder newChild() {
    return new PartHeaderReader(defects, "multipart/digest".equals(mimeType));
  }

  @Override
  @Nullable
  public Field addField(RawField field) {
    switch (field.getNameLowerCase()) {
      case "content-type" -> type = first(type, field);
      case "content-disposition" -> disposition = first(disposition, field);
      case "content-transfer-encoding" -> encoding = first(encoding, field);
      default -> {}
    }
    return null;
  }

  private HeaderParameters first(@Nullable HeaderParameters before, RawField field) {
    if (before != null) {
      defects.add("DUPLICATE_HEADER", field.getNameLowerCase());
      return before;
    }
    return HeaderParameters.parse(HeaderText.raw(field, defects), defects);
  }

  @Override
  public BodyDescriptor build() {
    mimeType = inDigest ? "message/rfc822" : TEXT;
    if (type != null) {
      mimeType = validType(type.value());
    }
    String boundary = null;
    if (mimeType.startsWith("multipart/")) {
      boundary = boundary();
      mimeType = boundary == null ? TEXT : mimeType;
    }
    return new PartHeader(
        mimeType,
        boundary,
        type == null ? null : type.get("charset"),
        encoding == null ? "" : encoding.value(),
        disposition == null ? "" : disposition.value(),
        fileName());
  }

  private String validType(String declared) {
    String compact = declared.replace(" ", "");
    int slash = compact.indexOf('/');
    boolean valid = slash > 0 && slash < compact.length() - 1 && compact.length() <= LONGEST_TYPE;
    if (valid && compact.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return compact;
    }
    defects.add("INVALID_CONTENT_TYPE", declared);
    return compact.equals("html") ? "text/html" : TEXT;
  }

  @Nullable
  private String boundary() {
    String boundary = type.get("boundary");
    if (boundary == null || boundary.isBlank()) {
      defects.add("MULTIPART_WITHOUT_BOUNDARY");
      return null;
    }
    String stripped = boundary.stripTrailing();
    boolean ascii = stripped.getBytes(StandardCharsets.UTF_8).length == stripped.length();
    if (stripped.length() > LONGEST_BOUNDARY || !ascii) {
      defects.add("UNUSABLE_BOUNDARY");
      return null;
    }
    return stripped;
  }

  @Nullable
  private String fileName() {
    String name = disposition == null ? null : disposition.get("filename");
    if (name == null && type != null) {
      name = type.get("name");
    }
    if (name == null) {
      return null;
    }
    String shown = PlainText.line(EncodedWords.decode(name, defects), LONGEST_NAME);
    return shown.isEmpty() ? null : shown;
  }
}
