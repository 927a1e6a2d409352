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
 */
public record Link(
    String url, @Nullable String host, boolean wellFormed, @Nullable String displayedHost) {

  /**
   * What an analysis depends on, and so the key under which its result may be shared: two links to
   * one target are judged apart when they display different hosts.
   */
  public String identity() {
    return displayedHost == null ? url : url + '\n' + displayedHost;
  }
}
