using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Ingest;

/// <summary>The one way into the journal, for every kind of sender.</summary>
internal sealed class ReportIntake(IJournal journal, IngestMetrics metrics)
{
    private IntakeCatalogue _catalogue = IntakeCatalogue.Empty;

    /// <summary>The catalogue that reports are checked against; swapped whole.</summary>
    public IntakeCatalogue Catalogue
    {
        get => Volatile.Read(ref _catalogue);
        set => Volatile.Write(ref _catalogue, value);
    }

    /// <summary>Stores reports that were read well; completes after the commit.</summary>
    /// <exception cref="JournalFullException">Too many wait.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused.</exception>
    public async ValueTask SubmitAsync(Memory<Report> reports, CancellationToken cancellationToken)
    {
        if (reports.IsEmpty)
        {
            return;
        }

        try
        {
            await journal.AppendAsync(reports, cancellationToken);
        }
        catch (Exception exception) when (exception is JournalFullException or JournalUnavailableException)
        {
            metrics.Refused(reports.Length, exception is JournalFullException ? "busy" : "storage");
            throw;
        }

        metrics.Stored(reports.Span);
    }
}
