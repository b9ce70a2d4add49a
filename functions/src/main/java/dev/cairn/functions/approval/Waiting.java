package dev.cairn.functions.approval;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.lifecycle.Awaiting;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.functions.secret.TokenSeal;
import java.util.Optional;
import java.util.function.Supplier;

/** The beginning of a wait: the token goes in sealed, and then people are told. */
public final class Waiting {
    private final Awaiting awaiting;
    private final TokenSeal seal;
    private final IndexStore index;
    private final ApprovalLinks links;
    private final Supplier<Optional<PublicAddress>> address;
    private final Notices notices;

    /** @param address asked for every notice, since a local server knows its own only once it listens */
    public Waiting(
            Awaiting awaiting,
            TokenSeal seal,
            IndexStore index,
            ApprovalLinks links,
            Supplier<Optional<PublicAddress>> address,
            Notices notices) {
        this.awaiting = awaiting;
        this.seal = seal;
        this.index = index;
        this.links = links;
        this.address = address;
        this.notices = notices;
    }

    /** @param taskToken as Step Functions gave it; it goes no further than this */
    public void begin(Pointer pointer, String taskToken) {
        awaiting.await(pointer, seal.seal(taskToken)).ifPresent(this::tell);
    }

    private void tell(RequestRecord request) {
        ApprovalLink link = ApprovalLink.to(request);
        String task = index.get(RunRecord.key(link.run()))
                .map(Versioned::record)
                .map(RunRecord::task)
                .orElse("");
        notices.tell(new RequestNotice(
                link.run(),
                link.requestId(),
                request.request().type(),
                task,
                request.request().planHash(),
                request.request().expiresAt(),
                address.get().map(one -> one.link(links.write(link))).orElse(null)));
    }
}
