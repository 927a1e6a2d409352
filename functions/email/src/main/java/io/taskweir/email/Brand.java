package io.taskweir.email;

/**
 * A name that deceptive links imitate.
 *
 * @param kind what it deals in: {@code pay}, {@code bank}, {@code parcel}, {@code tech}, {@code
 *     mail}, {@code shop} or {@code state}
 * @param name as it stands in a host, without hyphens
 * @param isWord whether it is an ordinary word or in other use, which alone says nothing
 * @param domain the domain that people know it by
 */
record Brand(String kind, String name, boolean isWord, String domain) {}
