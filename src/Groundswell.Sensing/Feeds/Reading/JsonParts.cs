using System.Text.Json;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Whether the parts of a page are of their types. A part is a path such as <c>result{}.status[].containers[]</c>: an object, a list of
/// objects; <c>*</c> is any field, and a path that begins with <c>[]</c> is of a page that is a list. What is missing or null is empty.
/// </summary>
internal static class JsonParts
{
    /// <returns>What is not of its type, in words; null where all is.</returns>
    public static string? Fault(JsonElement root, IReadOnlyList<string> parts) =>
        parts.Select(part => part.StartsWith("[]", StringComparison.Ordinal) ? (root.IsList ? Rows(root, "it", [.. part.Split('.').Skip(1)]) : null) : Fault(root, part.Split('.')))
            .FirstOrDefault(fault => fault is not null);

    private static string? Fault(JsonElement element, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty || !element.IsObject)
        {
            return null;
        }

        var name = path[0][..^2];
        var rest = path[1..].ToArray();
        foreach (var field in element.EnumerateObject())
        {
            if ((name != "*" && !field.NameEquals(name)) || field.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            var fault = path[0].EndsWith(']') ? Rows(field.Value, $"its '{PlainText.Of(field.Name, 40)}'", rest)
                : field.Value.IsObject ? Fault(field.Value, rest)
                : $"its '{PlainText.Of(field.Name, 40)}' is not an object";
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Rows(JsonElement list, string name, string[] rest)
    {
        if (!list.IsList)
        {
            return $"{name} is not a list";
        }

        var number = 0;
        foreach (var row in list.EnumerateArray())
        {
            number++;
            if (!row.IsObject)
            {
                return $"row {number} of {name} is not an object";
            }

            if (Fault(row, rest) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}
