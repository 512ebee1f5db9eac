package io.pilothouse.desktopapp.text;

import java.util.Locale;

/** A language that the desktop speaks. */
public enum Language {
  KOREAN("ko", "한국어"),
  ENGLISH("en", "English");

  private final String code;
  private final String ownName;

  Language(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  /** ISO 639-1 code, as in names of bundles and of pictures. */
  public String code() {
    return code;
  }

  /** What its speakers call it. */
  public String ownName() {
    return ownName;
  }

  /** Locale for numbers and dates. */
  public Locale locale() {
    return this == KOREAN ? Locale.KOREA : Locale.UK;
  }

  /** The other one. */
  public Language other() {
    return this == KOREAN ? ENGLISH : KOREAN;
  }

  /** What a machine's locale asks for. */
  public static Language of(Locale locale) {
    return "ko".equals(locale.getLanguage()) ? KOREAN : ENGLISH;
  }
}
