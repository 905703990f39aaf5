package io.stacklens.collector.intake;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes of records that may be in memory at once, shared by all protocols. */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();

    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    public long used() {
        return used.get();
    }

    /** Takes bytes if there is room for them. */
    public boolean tryAcquire(long bytes) {
        long now = used.get();
        while (now + bytes <= limit) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** Takes bytes, waiting until there is room for them. */
    public void acquire(long bytes) throws InterruptedException {
        if (tryAcquire(bytes)) {
            return;
        }
        lock.lock();
        try {
            while (!tryAcquire(bytes)) {
                released.await();
            }
        } finally {
            lock.unlock();
        }
    }

    public void release(long bytes) {
        used.addAndGet(-bytes);
        lock.lock();
        try {
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
