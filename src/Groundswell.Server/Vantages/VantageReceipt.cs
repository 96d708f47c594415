using Groundswell.Sensing.Vantages;

namespace Groundswell.Server.Vantages;

/// <summary>What became of a batch.</summary>
internal abstract record VantageReceipt
{
    private VantageReceipt()
    {
    }

    /// <param name="Results">How many were taken.</param>
    /// <param name="Faults">Why the others were not.</param>
    public sealed record Taken(int Results, IReadOnlyList<JsonFault> Faults) : VantageReceipt;

    /// <param name="Last">The highest number that was taken.</param>
    public sealed record Repeat(long Last) : VantageReceipt;

    /// <summary>Too much waits; the same batch may be sent again.</summary>
    public sealed record NoRoom : VantageReceipt;
}
