package org.userphone.api.bulk;

import java.io.IOException;
import java.util.Optional;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** The records of a file, one after the other. */
interface FileRecords {

    /**
     * The next record; empty at the end of the file.
     *
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if no further record can be found
     */
    Optional<FileRecord> next() throws IOException;
}
