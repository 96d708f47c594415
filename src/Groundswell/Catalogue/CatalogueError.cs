using System.Globalization;

namespace Groundswell.Catalogue;

/// <summary>One thing wrong with a catalogue file, and where.</summary>
public sealed record CatalogueError
{
    /// <summary>The path of the <see cref="CatalogueFile"/>.</summary>
    public required string File { get; init; }

    /// <summary>Counted from 1; 0 where the file as a whole is meant.</summary>
    public int Line { get; init; }

    /// <summary>Counted from 1; 0 where the file as a whole is meant.</summary>
    public int Column { get; init; }

    /// <summary>Path within the file, such as <c>services.snapchat.hostnames[1]</c>; empty where the file as a whole is meant.</summary>
    public required string Field { get; init; }

    /// <summary>What is wrong and what is allowed, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary><c>file:line:column: field: reason</c>, the form that editors turn into a link.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}:{Line}:{Column}: {(Field.Length == 0 ? "" : Field + ": ")}{Reason}");
}
