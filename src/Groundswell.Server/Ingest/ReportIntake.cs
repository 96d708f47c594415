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

    /// <summary>Stores reports that were read well; completes when all of them are on disk.</summary>
    /// <exception cref="JournalFullException">Too many wait.</exception>
    /// <exception cref="JournalUnavailableException">The disk refused.</exception>
    public async ValueTask SubmitAsync(Memory<Report> reports, CancellationToken cancellationToken)
    {
        if (reports.IsEmpty)
        {
            return;
        }

        // A large batch goes piece by piece, so that it holds up nobody for longer than a piece takes. Who sends it is answered after the last.
        for (var stored = 0; stored < reports.Length; stored += ReportLimits.SliceReports)
        {
            var slice = reports.Slice(stored, Math.Min(ReportLimits.SliceReports, reports.Length - stored));
            try
            {
                await journal.AppendAsync(slice, stored == 0 ? cancellationToken : CancellationToken.None);
            }
            catch (Exception exception) when (exception is JournalFullException or JournalUnavailableException)
            {
                metrics.Refused(reports.Length - stored, exception is JournalFullException ? "busy" : "storage");
                if (stored == 0)
                {
                    throw;
                }

                throw new JournalUnavailableException(
                    $"Of {reports.Length} reports the first {stored} are stored, the others could not be. Send the batch again: what is stored counts once.", exception);
            }

            metrics.Stored(slice.Span);
            foreach (ref var report in slice.Span)
            {
                report.Comment = null; // on disk; the rest of a large batch may wait for long
            }
        }
    }
}
