package org.userphone.domain.sms;

import jakarta.inject.Inject;
import java.util.List;
import org.userphone.domain.Rejection;
import org.userphone.domain.Rejection.Reason;
import org.userphone.domain.UseCase;
import org.userphone.domain.access.Caller;
import org.userphone.domain.access.Permission;

/** Sums messages and what they cost. This requires {@code iam.read} in every organisation. */
@UseCase
public class SumUsage {

    private final SmsMessages messages;

    @Inject
    public SumUsage(SmsMessages messages) {
        this.messages = messages;
    }

    /**
     * @throws Rejection with {@link Reason#CALL_NOT_PERMITTED}
     */
    public List<SmsUsage> sum(Caller caller, UsageQuery query) {
        caller.requireEverywhere(Permission.IAM_READ);
        return messages.usage(query);
    }
}
