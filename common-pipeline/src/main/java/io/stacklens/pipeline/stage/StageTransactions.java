package io.stacklens.pipeline.stage;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions of which a fenced one is tried again like any other that failed. The listener
 * container takes being fenced for having lost the partitions and goes on behind the poll, yet the
 * broker also fences whoever it has waited for too long, and then the poll would be lost.
 */
final class StageTransactions extends KafkaTransactionManager<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    StageTransactions(ProducerFactory<byte[], byte[]> producers) {
        super(producers);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (ProducerFencedException e) {
            throw new KafkaException("fenced before the commit", e);
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (ProducerFencedException e) {
            throw new KafkaException("fenced before the end of the transaction", e);
        }
    }
}
