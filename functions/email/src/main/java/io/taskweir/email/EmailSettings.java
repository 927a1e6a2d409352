package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What can be set of the analysis of messages while it runs. Immutable; {@link EmailSettingsSchema}
 * says how it is written.
 */
public final class EmailSettings {

  private static final String SHIPPED = "mail.model";

  private final MailModel model;

  private EmailSettings(MailModel model) {
    this.model = model;
  }

  /** What holds where nothing is set: the model in the jar. */
  public static EmailSettings defaults() {
    return Shipped.SETTINGS;
  }

  /** The model that messages are classified with. */
  public MailModel model() {
    return model;
  }

  /** The same with another model. */
  public EmailSettings withModel(MailModel other) {
    return new EmailSettings(other);
  }

  /** Read once a JVM, when first asked for. */
  private static final class Shipped {
    static final EmailSettings SETTINGS = new EmailSettings(read());

    private static MailModel read() {
      try (InputStream file = EmailSettings.class.getResourceAsStream(SHIPPED)) {
        if (file == null) {
          throw new IllegalStateException("the jar has no model: " + SHIPPED);
        }
        return MailModel.read(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
