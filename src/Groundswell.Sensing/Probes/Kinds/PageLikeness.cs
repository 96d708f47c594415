using System.Globalization;
using System.Text;
using Groundswell.Sensing.Probes.Scheduling;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// Tells pages that are built alike: a portal's page has another address or number in it for each that is asked for, and the same elements.
/// </summary>
internal static class PageLikeness
{
    /// <summary>Fewer elements than these say nothing: many a page has a heading and a line.</summary>
    private const int FewestElements = 5;

    private const int MostElements = 200;

    /// <summary>The names of its elements in their order, as a short text; null for what is no page, or hardly one.</summary>
    public static string? Of(ReadOnlySpan<byte> body)
    {
        var names = new StringBuilder();
        var elements = 0;
        while (elements < MostElements && body.IndexOf((byte)'<') is >= 0 and var start)
        {
            body = body[(start + 1)..];
            var length = 0;
            while (length < body.Length && length < 16 && char.IsAsciiLetterOrDigit((char)body[length]))
            {
                length++;
            }

            if (length > 0)
            {
                elements++;
                names.Append(Encoding.ASCII.GetString(body[..length]).ToLowerInvariant()).Append(' ');
            }
        }

        return elements < FewestElements ? null : StableHash.Of(names.ToString()).ToString("x16", CultureInfo.InvariantCulture);
    }
}
