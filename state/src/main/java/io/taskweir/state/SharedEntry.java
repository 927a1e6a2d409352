package io.taskweir.state;

/**
 * A shared entry with its own expiry, which is what a reader sees.
 *
 * @param expiresAt when it expires, in epoch milliseconds
 * @param value its bytes
 */
public record SharedEntry(long expiresAt, byte[] value) {}
