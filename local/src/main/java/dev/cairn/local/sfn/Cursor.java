package dev.cairn.local.sfn;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on. A token belongs to the list that it came from and is refused by any other.
 *
 * @param list what is listed, for example an ARN with the order
 * @param at   the position, whatever the list means by it
 */
record Cursor(String list, long at) {
    String token() {
        byte[] text = (at + " " + list).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * The position that a token of this list stands for.
     *
     * @param unless the position of the first page
     * @throws SfnException InvalidToken
     */
    static long position(String list, @Nullable String token, long unless) {
        if (token == null) {
            return unless;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            if (space > 0 && text.substring(space + 1).equals(list)) {
                return Long.parseLong(text.substring(0, space));
            }
        } catch (IllegalArgumentException notOurs) {
            throw SfnException.invalidToken();
        }
        throw SfnException.invalidToken();
    }
}
