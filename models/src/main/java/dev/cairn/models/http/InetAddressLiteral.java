package dev.cairn.models.http;

import java.net.InetAddress;

/** Addresses written as numbers. */
final class InetAddressLiteral {
    private InetAddressLiteral() {}

    static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
