package io.taskweir.email;

import javax.annotation.Nullable;

/**
 * Somewhere a message leads to, with what it displays in place of the target.
 *
 * @param url canonical by the rules of the WHATWG where well formed, else the text as it stands, at
 *     most 2,000 characters of it
 * @param host in its ASCII form; null where the URL has none ({@code javascript:}, {@code data:})
 *     or is not well formed
 * @param wellFormed whether a browser would follow it
 * @param displayedHost the host that the displayed text names, in its ASCII form; null where the
 *     text names none
 * @param writtenHost the host as it was written, at most 100 characters, where that hides what it
 *     is: another notation of an IPv4 address, or escapes or look-alike forms in place of ASCII
 *     letters; null elsewhere
 */
public record Link(
    String url,
    @Nullable String host,
    boolean wellFormed,
    @Nullable String displayedHost,
    @Nullable String writtenHost) {

  /** A link whose host was written as it is, or has none. */
  public Link(
      String url, @Nullable String host, boolean wellFormed, @Nullable String displayedHost) {
    this(url, host, wellFormed, displayedHost, null);
  }

  /**
   * What an analysis depends on, and so the key under which its result may be shared: two links to
   * one target are judged apart when they display different hosts, or when one hides its host.
   */
  public String identity() {
    if (writtenHost != null) {
      return url + '\n' + (displayedHost == null ? "" : displayedHost) + '\n' + writtenHost;
    }
    return displayedHost == null ? url : url + '\n' + displayedHost;
  }
}
