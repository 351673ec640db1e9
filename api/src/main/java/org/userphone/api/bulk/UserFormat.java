package org.userphone.api.bulk;

import org.userphone.api.contract.PortableUser;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;

/** Reads users as one kind of file has them. */
interface UserFormat {

    /**
     * @throws Rejection with {@link Reason#INVALID_REQUEST} if the record is no user
     */
    PortableUser read(FileRecord record);
}
