package io.taskweir.email;

import io.taskweir.state.Content;
import javax.annotation.Nullable;

/**
 * A part of a message that is no displayed text.
 *
 * @param name the file name that the part declares, decoded, at most 255 characters; null where it
 *     declares none
 * @param declaredType the media type that the part declares, in lower case without parameters
 * @param content the bytes, transfer encoding removed
 */
public record Attachment(@Nullable String name, String declaredType, Content content) {

  /**
   * What an analysis depends on, and so the key under which its result may be shared: the same
   * bytes are judged apart under another name or another declared type.
   */
  public String identity() {
    return content.digest() + '\n' + declaredType + '\n' + (name == null ? "" : name);
  }
}
