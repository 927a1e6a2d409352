package io.taskweir.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.SettingsSchema;
import io.taskweir.state.Json;
import java.io.IOException;
import java.io.InputStream;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.Path;

/**
 * How {@link EmailSettings} are written.
 *
 * <pre>{@code
 * email.model  {"file": "s3://models/mail-2024-05.model"}
 * }</pre>
 *
 * <p>The file is what {@code ./taskweir train email} writes, a path or a URI of any file system
 * that Flink has been given; every machine reads it for itself, so give each model a name of its
 * own and leave it there as long as the setting names it. All else is refused with reason {@code
 * SETTING}, and the old model stays: a file that is absent, damaged or of other features, an
 * unknown name or field.
 */
public final class EmailSettingsSchema implements SettingsSchema<EmailSettings> {

  private static final long serialVersionUID = 1L;

  private static final String PREFIX = "email.";
  private static final String MODEL = "email.model";
  private static final String REASON = "SETTING";
  private static final String EXPECTED = "expected {\"file\": \"PATH or URI\"}";
  private static final int LONGEST = 4_096;

  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  @Override
  public EmailSettings defaults() {
    return EmailSettings.defaults();
  }

  @Override
  public boolean owns(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  public EmailSettings with(EmailSettings before, String name, @Nullable String value)
      throws Rejection {
    if (!name.equals(MODEL)) {
      throw new Rejection(
          REASON, "setting " + PlainText.line(name, 100) + ": expected the name " + MODEL);
    }
    return before.withModel(value == null ? defaults().model() : read(file(value)));
  }

  @Override
  public Class<EmailSettings> type() {
    return EmailSettings.class;
  }

  private static Path file(String value) throws Rejection {
    if (value.length() > LONGEST) {
      throw refused("expected at most " + LONGEST + " characters");
    }
    try {
      JsonNode node = READER.readTree(value);
      JsonNode file = node.isObject() && node.size() == 1 ? node.get("file") : null;
      if (file == null || !file.isTextual() || file.textValue().isBlank()) {
        throw refused("got " + PlainText.line(value, 100) + ", " + EXPECTED);
      }
      return new Path(file.textValue());
    } catch (JsonProcessingException e) {
      throw refused("got " + PlainText.line(value, 100) + ", " + EXPECTED);
    } catch (IllegalArgumentException e) {
      throw refused(PlainText.line(String.valueOf(e.getMessage()), 200) + ", " + EXPECTED);
    }
  }

  private static MailModel read(Path file) throws Rejection {
    try (InputStream in = file.getFileSystem().open(file)) {
      return MailModel.read(in);
    } catch (IOException e) {
      throw refused(
          "cannot use " + file + ": " + PlainText.line(String.valueOf(e.getMessage()), 200));
    }
  }

  private static Rejection refused(String why) {
    return new Rejection(REASON, "setting " + MODEL + ": " + why);
  }
}
