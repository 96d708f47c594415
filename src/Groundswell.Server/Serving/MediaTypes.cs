using Microsoft.Net.Http.Headers;

namespace Groundswell.Server.Serving;

/// <summary>
/// What each route takes. None may be left out: a browser sends what a page of another site makes it send without one, or as one of three
/// that need nobody's leave (Fetch Standard, CORS-safelisted request-header).
/// </summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>Names in use for a JSON value a line.</summary>
    public static readonly string[] Lines = ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"];

    /// <summary>Whether a Content-Type is one of some, with whatever parameters.</summary>
    public static bool IsOneOf(string? contentType, params ReadOnlySpan<string> taken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return false;
        }

        foreach (var name in taken)
        {
            if (type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
