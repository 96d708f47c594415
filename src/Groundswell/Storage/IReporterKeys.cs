using Groundswell.Signals;

namespace Groundswell.Storage;

/// <summary>The daily secrets behind <see cref="ReporterId"/>.</summary>
public interface IReporterKeys
{
    /// <summary>The key of a day, made and stored at its first use; keys of days before yesterday are deleted for good.</summary>
    ReporterKey KeyOf(DateOnly day);
}
