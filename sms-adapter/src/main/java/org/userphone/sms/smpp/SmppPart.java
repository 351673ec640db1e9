package org.userphone.sms.smpp;

import java.util.List;
import java.util.stream.IntStream;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.userphone.domain.text.Segments;

/**
 * The part of a text that one submit_sm carries.
 *
 * @param payload the message_payload that has the text; none if the short message has it
 */
record SmppPart(
        DataCoding coding, ESMClass esmClass, byte[] shortMessage, OptionalParameter... payload) {

    /** The header of each part has their number in one octet. */
    static final int MAX_PARTS = 255;

    private static final ESMClass PLAIN = new ESMClass();
    private static final ESMClass WITH_HEADER =
            new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI);

    /** A text that fits into one SMS. */
    static SmppPart whole(Segments text) {
        return new SmppPart(coding(text), PLAIN, text.whole());
    }

    /** A text of any length, as message_payload (SMPP 3.4 section 5.3.2.32). */
    static SmppPart payload(Segments text) {
        return new SmppPart(coding(text), PLAIN, new byte[0], new Message_payload(text.whole()));
    }

    /**
     * The parts of a long text that has at most {@link #MAX_PARTS}.
     *
     * @param reference by which a phone tells the parts of this text from those of others
     */
    static List<SmppPart> parts(Segments text, byte reference) {
        int count = text.count();
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> part(text, reference, count, number))
                .toList();
    }

    /**
     * One part, which begins with a header for concatenation (3GPP TS 23.040, section 9.2.3.24.1).
     */
    private static SmppPart part(Segments text, byte reference, int count, int number) {
        byte[] header = {5, 0, 3, reference, (byte) count, (byte) number};
        byte[] octets = text.parts().get(number - 1);
        var part = new byte[header.length + octets.length];
        System.arraycopy(header, 0, part, 0, header.length);
        System.arraycopy(octets, 0, part, header.length, octets.length);
        return new SmppPart(coding(text), WITH_HEADER, part);
    }

    private static DataCoding coding(Segments text) {
        return new GeneralDataCoding(
                switch (text.alphabet()) {
                    case GSM7 -> Alphabet.ALPHA_DEFAULT;
                    case UCS2 -> Alphabet.ALPHA_UCS2;
                });
    }
}
