using System.Text.Json;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Fields of JSON that may be missing, null or of another type than they should be: then they are empty.</summary>
internal static class JsonFields
{
    extension(IEnumerable<JsonElement> elements)
    {
        /// <summary>The one with the latest time in these fields; of equals the first, of none nothing.</summary>
        public JsonElement Newest(params string[] times) =>
            elements.Select(e => (Element: e, At: e.Time(times) ?? DateTimeOffset.MinValue)).Aggregate(
                (Element: default(JsonElement), At: (DateTimeOffset?)null), (best, next) => best.At is null || next.At > best.At ? next : best).Element;
    }

    extension(JsonElement element)
    {
        public bool IsObject => element.ValueKind == JsonValueKind.Object;

        public bool IsList => element.ValueKind == JsonValueKind.Array;

        /// <summary>The field, or null where it is missing or null.</summary>
        public JsonElement? Find(string name) =>
            element.IsObject && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        /// <summary>The field is there, even if null.</summary>
        public bool Has(string name) => element.IsObject && element.TryGetProperty(name, out _);

        /// <summary>A text or a number as text; of an object with a text in <c>default</c>, <c>human</c> or <c>string</c>, that text.</summary>
        public string Text(string name) => element.Find(name) is { } value ? value.AsText() : "";

        public string AsText() => element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!.Trim(),
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Object => element.Find("default")?.AsText() ?? element.Find("string")?.AsText() ?? "",
            _ => "",
        };

        /// <summary>The first of these fields that says something.</summary>
        public string FirstText(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (element.Text(name) is { Length: > 0 } text)
                {
                    return text;
                }
            }

            return "";
        }

        /// <summary>A name or title, as plain text of bounded length.</summary>
        public string Name(params ReadOnlySpan<string> names) => PlainText.Of(element.FirstText(names), FeedLimits.NameLength);

        public IReadOnlyList<JsonElement> List(string name) => element.Find(name) is { } value ? value.Items() : [];

        public IReadOnlyList<JsonElement> Items() => element.IsList ? [.. element.EnumerateArray()] : [];

        public IReadOnlyList<JsonElement> Objects(string name) => [.. element.List(name).Where(e => e.IsObject)];

        /// <summary>The first of these fields that holds a time that can be.</summary>
        public DateTimeOffset? Time(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (FeedTime.Parse(element.Text(name)) is { } time)
                {
                    return time;
                }
            }

            return null;
        }

        public Uri? Link(params ReadOnlySpan<string> names) => WebLink.Of(element.FirstText(names));

        /// <summary>A whole number, written as one or as a text.</summary>
        public int? Number(string name) =>
            int.TryParse(element.Text(name), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
