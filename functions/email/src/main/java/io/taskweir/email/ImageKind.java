package io.taskweir.email;

import java.util.Set;

/** Images, in which a code may lead somewhere. */
final class ImageKind implements FileKind {

  /** The kinds whose decoder takes memory by the image's own size, and by nothing else. */
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/bmp", "image/x-ms-bmp");

  /** No code with a link has fewer pixels. */
  private static final int LEAST_BYTES = 100;

  @Override
  public boolean covers(String type) {
    return IMAGES.contains(type);
  }

  @Override
  public void look(InnerFile file, Inspection inspection) {
    if (file.bytes().length >= LEAST_BYTES) {
      Images.look(file.bytes(), file.name(), inspection);
    }
  }
}
