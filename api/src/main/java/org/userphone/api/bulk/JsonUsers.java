package org.userphone.api.bulk;

import org.userphone.api.contract.PortableUser;
import org.userphone.api.contract.User;
import org.userphone.api.http.ProtoJson;

/** Users in JSON of the contract. */
enum JsonUsers implements UserFormat {
    /** As an export has them. */
    PORTABLE {
        @Override
        public PortableUser read(FileRecord record) {
            return portable(record).build();
        }
    },

    /** As ListUsers of ZITADEL has them, whose fields have the same names. */
    ZITADEL {
        @Override
        public PortableUser read(FileRecord record) {
            var listed = (User) ProtoJson.read(record.whole(), User.newBuilder()).message();
            return portable(record)
                    .setOrganizationId(listed.getDetails().getResourceOwner())
                    .build();
        }
    };

    private static PortableUser.Builder portable(FileRecord record) {
        var builder = PortableUser.newBuilder();
        ProtoJson.read(record.whole(), builder);
        return builder;
    }
}
