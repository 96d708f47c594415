using Groundswell.Signals;

namespace Groundswell.Storage;

/// <summary>
/// What probes and suppliers' pages said. Of probes the changes are kept, not every result: a thousand probes that find nothing all day
/// say no more than that they found nothing.
/// </summary>
public interface IObservations
{
    /// <summary>Adds changes of what probes see and what suppliers say, all or none.</summary>
    ValueTask AppendAsync(IReadOnlyList<ProbeChange> changes, IReadOnlyList<Notice> notices, CancellationToken cancellationToken);

    /// <summary>Changes of one target, newest first.</summary>
    ValueTask<IReadOnlyList<ProbeChange>> ReadChangesAsync(ProbeTarget target, DateTimeOffset since, int most, CancellationToken cancellationToken);

    /// <summary>All notices that were seen since, and all words on what a page has not called over yet, however old; oldest first.</summary>
    /// <param name="since">By the time they were seen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<Notice>> ReadNoticesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Deletes changes and notices seen before, but for the words on what a page has not called over yet.</summary>
    ValueTask DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken);
}
