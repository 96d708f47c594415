using Groundswell.Signals;

namespace Groundswell.Storage;

/// <summary>The truth: every acknowledged report, in order of arrival.</summary>
public interface IJournal
{
    /// <summary>The highest sequence that is on disk.</summary>
    long LastSequence { get; }

    /// <summary>
    /// Stores a batch and completes after the commit. In place, each report gets its sequence, id, weight and outcome.
    /// </summary>
    /// <exception cref="JournalFullException">More is waiting than may wait; nothing of the batch is stored.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused; nothing of the batch is stored, and a later try may succeed.</exception>
    ValueTask AppendAsync(Memory<Report> batch, CancellationToken cancellationToken);

    /// <summary>Reads counted reports with a sequence above <paramref name="after"/>, in order.</summary>
    /// <param name="after">Exclusive lower bound of the sequence.</param>
    /// <param name="read">Called with each report and its sequence.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The highest sequence that was on disk when the reading began; nothing above it was read.</returns>
    ValueTask<long> ReadCountedAsync(long after, Action<long, CountedReport> read, CancellationToken cancellationToken);

    /// <summary>The first UTC day of which the whole journal is kept; null where it is empty.</summary>
    DateOnly? FirstDay { get; }
}
