namespace Groundswell.Signals;

/// <summary>The way a report came in. Stored as its number.</summary>
public enum ReportSource : byte
{
    Form = 1,
    Api = 2,
    Batch = 3,
}
