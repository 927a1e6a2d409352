package io.taskweir.email;

import java.util.Set;
import javax.annotation.Nullable;
import org.apache.james.mime4j.stream.BodyDescriptor;

/**
 * What the header of one entity says of its body, in the form the parser asks for.
 *
 * @param mimeType in lower case, as it is treated: a multipart without a usable boundary is text
 * @param boundary null for what is no multipart
 * @param charset as declared; null where none is
 * @param encoding as declared, in lower case; empty where none is
 * @param disposition in lower case; empty where none is
 * @param fileName decoded; null where none is declared
 */
record PartHeader(
    String mimeType,
    @Nullable String boundary,
    @Nullable String charset,
    String encoding,
    String disposition,
    @Nullable String fileName)
    implements BodyDescriptor {

  private static final Set<String> HTML =
      Set.of("text/html", "application/xhtml+xml", "text/x-amp-html");

  boolean isAttachment() {
    return disposition.equals("attachment");
  }

  /** Whether clients display it: text of any kind, and reports on messages. */
  boolean isText() {
    return mimeType.startsWith("text/") || mimeType.startsWith("message/") || isHtml();
  }

  boolean isHtml() {
    return HTML.contains(mimeType);
  }

  @Override
  public String getMimeType() {
    return mimeType;
  }

  @Override
  public String getMediaType() {
    return mimeType.substring(0, mimeType.indexOf('/'));
  }

  @Override
  public String getSubType() {
    return mimeType.substring(mimeType.indexOf('/') + 1);
  }

  @Override
  @Nullable
  public String getBoundary() {
    return boundary;
  }

  @Override
  @Nullable
  public String getCharset() {
    return charset;
  }

  @Override
  public String getTransferEncoding() {
    return encoding;
  }

  @Override
  public long getContentLength() {
    return -1;
  }
}
