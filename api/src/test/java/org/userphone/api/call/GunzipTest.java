package org.userphone.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.userphone.domain.Rejection;

class GunzipTest {

    private static final byte[] TEXT = "{\"userId\":\"alice\"}".getBytes(UTF_8);

    private static byte[] packed(byte[]... messages) {
        var packed = new ByteArrayOutputStream();
        for (var message : messages) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(message);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return packed.toByteArray();
    }

    private static void assertRefused(byte[] packed, String why) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> Gunzip.unpack(packed))
                .withMessageContaining(why);
    }

    @Test
    void whatIsPackedIsUnpacked() {
        for (int length : new int[] {0, 1, 1000, Bodies.MAX_BYTES}) {
            var message = new byte[length];
            new Random(length).nextBytes(message);

            assertThat(Gunzip.unpack(packed(message))).isEqualTo(message);
        }
    }

    /** As of gzip -N, with everything in it that a head may have. */
    @Test
    void aHeadMayHaveANameACommentAndMore() {
        var plain = packed(TEXT);
        for (var more :
                new String[] {
                    "04 0300616263", "08 6e616d6500", "10 7400", "02 0000", "1e 0000 00 00 0000"
                }) {
            var hex = more.replace(" ", "");
            var head = HexFormat.of().parseHex("1f8b08" + hex.substring(0, 2) + "000000000003");
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head);
            bytes.writeBytes(HexFormat.of().parseHex(hex.substring(2)));
            bytes.write(plain, 10, plain.length - 10);

            assertThat(Gunzip.unpack(bytes.toByteArray())).as(more).isEqualTo(TEXT);
        }
    }

    @Test
    void aSecondMemberIsRefused() {
        assertRefused(packed(TEXT, TEXT), "body is not gzip");
        assertRefused(packed(TEXT, new byte[0]), "body is not gzip");
    }

    @Test
    void fortyThousandEmptyMembersAreRefused() {
        var members = new byte[40_000][0];

        assertRefused(packed(members), "body is longer than 65536 bytes");
        assertRefused(packed(Arrays.copyOf(members, 3_000)), "body is not gzip");
    }

    @Test
    void whatUnpacksToMoreThanAMessageIsRefused() {
        assertRefused(packed(new byte[Bodies.MAX_BYTES + 1]), "body is longer than 65536 bytes");
        assertRefused(packed(new byte[50_000_000]), "body is longer than 65536 bytes");
    }

    @Test
    void whatIsNoGzipIsRefused() {
        assertRefused(TEXT, "body is not gzip");
        var packed = packed(TEXT);
        for (int length = 0; length < packed.length; length++) {
            assertRefused(Arrays.copyOf(packed, length), "body is not gzip");
        }
        for (int at : new int[] {0, 1, 2, 12, packed.length - 8, packed.length - 1}) {
            var broken = packed.clone();
            broken[at] ^= 0x55;
            assertRefused(broken, "body is not gzip");
        }
    }
}
