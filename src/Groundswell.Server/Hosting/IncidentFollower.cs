using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Follows incidents from tick to tick. What happened is stored before anybody is told of it. One caller at a time.</summary>
internal sealed partial class IncidentFollower(IIncidentStore store, IncidentOptions options, ILogger<IncidentFollower> logger)
{
    /// <summary>Incidents that ended longer ago are not needed to list the latest ones.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private const int NamedIncidents = 5;

    /// <summary>Open incidents and those resolved lately, as they are stored.</summary>
    public IncidentBook Book { get; private set; } = IncidentBook.Empty(options);

    /// <summary>Incidents of the store with events of a time that is yet to come, as the clock was once ahead: they are set aside until it has come and the node starts again.</summary>
    public IReadOnlyCollection<IncidentId> Ahead { get; private set; } = [];

    /// <summary>Why the store refused at the last try; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Takes up the incidents that the store holds.</summary>
    public async Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = await store.ReadSinceAsync(now - Remembered, cancellationToken);
        Ahead = [.. entries.Where(e => e.Event.At > now + Node.LargestStepBack).Select(e => e.Incident).Distinct()];
        if (Ahead.Count > 0)
        {
            Log.Ahead(logger, string.Join(", ", Ahead.Take(NamedIncidents)), Ahead.Count, now);
        }

        Book = IncidentBook.Restore(entries.Where(e => !Ahead.Contains(e.Incident)), options, await store.ReadHighestNumberAsync(cancellationToken));
        Log.Restored(logger, Book.Open.Count);
    }

    /// <summary>Gives numbers up to that one to nobody: they belong to incidents with a shared cause.</summary>
    public void Reserve(long highestNumber) => Book = Book.Reserve(highestNumber);

    /// <summary>Takes a tick's assessments. Where the store refuses, the book stays as it is and the next tick decides anew.</summary>
    /// <returns>What happened and is stored; mostly nothing.</returns>
    public async Task<IReadOnlyList<IncidentEntry>> FollowAsync(DateTimeOffset now, IEnumerable<ServiceAssessment> assessments, CancellationToken cancellationToken)
    {
        var tick = Book.Assess(now, assessments);
        if (tick.Events.Count > 0)
        {
            try
            {
                await store.AppendAsync(tick.Events, cancellationToken);
            }
            catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
            {
                if (Refusal is null)
                {
                    Log.Refused(logger, exception);
                }

                Refusal = exception.Message;
                return [];
            }
        }

        Book = tick.Book;
        Refusal = null;
        foreach (var entry in tick.Events)
        {
            Tell(entry);
        }

        return tick.Events;
    }

    private void Tell(IncidentEntry entry)
    {
        switch (entry.Event)
        {
            case IncidentEvent.Detected detected:
                Log.Detected(logger, entry.Incident, entry.Service, detected.Severity, detected.Reports, detected.Expected);
                break;
            case IncidentEvent.WaveBegan wave:
                Log.WaveBegan(logger, entry.Incident, entry.Service, wave.Wave);
                break;
            case IncidentEvent.Withdrawn withdrawn:
                Log.Withdrawn(logger, entry.Incident, entry.Service, withdrawn.Reason);
                break;
            case IncidentEvent.Resolved:
                Log.Resolved(logger, entry.Incident, entry.Service);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Information, "{Open} incidents are open")]
        public static partial void Restored(ILogger logger, int open);

        [LoggerMessage(3026, LogLevel.Warning, "{Count} incidents ({Incidents}) bear times that are yet to come, it being {Now:u}: they are set aside")]
        public static partial void Ahead(ILogger logger, string incidents, int count, DateTimeOffset now);

        [LoggerMessage(3021, LogLevel.Error, "The disk refuses events of incidents; nothing of them is shown until it takes them")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(3022, LogLevel.Warning, "Incident {Incident}: {Service} is down ({Severity}); {Reports:0} reports in a quarter of an hour, {Expected:0.#} expected")]
        public static partial void Detected(ILogger logger, IncidentId incident, Catalogue.ServiceId service, Severity severity, double reports, double expected);

        [LoggerMessage(3023, LogLevel.Warning, "Incident {Incident}: {Service} is down again, wave {Wave}")]
        public static partial void WaveBegan(ILogger logger, IncidentId incident, Catalogue.ServiceId service, int wave);

        [LoggerMessage(3025, LogLevel.Information, "Incident {Incident}: {Service} was not down, the incident is withdrawn ({Reason})")]
        public static partial void Withdrawn(ILogger logger, IncidentId incident, Catalogue.ServiceId service, WithdrawalReason reason);

        [LoggerMessage(3024, LogLevel.Information, "Incident {Incident}: {Service} is over")]
        public static partial void Resolved(ILogger logger, IncidentId incident, Catalogue.ServiceId service);
    }
}
