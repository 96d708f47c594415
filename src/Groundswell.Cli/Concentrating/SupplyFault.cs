using System.Globalization;

namespace Groundswell.Cli.Concentrating;

/// <summary>One thing wrong with a file of suppliers, and where.</summary>
/// <param name="File">Its path as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Field">Name of the column.</param>
/// <param name="Reason">What is wrong and what is allowed, as a sentence.</param>
internal sealed record SupplyFault(string File, long Line, int Column, string Field, string Reason)
{
    /// <summary><c>file:line:column: field: reason</c>, the form that editors turn into a link.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Field}: {Reason}");
}
