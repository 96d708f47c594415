using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Groundswell.Catalogue.Probing;

/// <summary>
/// A place in JSON: the part of RFC 9535 without filters, slices and descent. <c>$.components[0].status</c>,
/// <c>$['a name'][*]</c>, <c>$.list[-1]</c>.
/// </summary>
public sealed class JsonPath
{
    public const string Rule = "it must be a path such as $.status, $.list[0]['a name'] or $.list[*].state.";

    private const int MostSteps = 16;
    private const int MostFound = 1_000;

    private readonly IReadOnlyList<Step> _steps;
    private readonly string _text;

    private JsonPath(string text, IReadOnlyList<Step> steps)
    {
        _text = text;
        _steps = steps;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out JsonPath? path)
    {
        path = null;
        if (text is not ['$', ..])
        {
            return false;
        }

        var steps = new List<Step>();
        var rest = text.AsSpan(1);
        while (rest.Length > 0)
        {
            if (steps.Count == MostSteps || !TryTake(ref rest, out var step))
            {
                return false;
            }

            steps.Add(step);
        }

        path = new JsonPath(text, steps);
        return true;
    }

    /// <summary>The values at the place, at most a thousand.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement root) => Find(root, 0, out _);

    /// <summary>The same in the beginning of a document that goes on.</summary>
    /// <param name="root">What was read, with all that is open closed after the last whole value.</param>
    /// <param name="open">How many objects and lists are open there, each the last in the one before.</param>
    /// <param name="isAll">Whether the rest can neither add a value nor change one.</param>
    public IReadOnlyList<JsonElement> Find(JsonElement root, int open, out bool isAll)
    {
        isAll = true;
        List<(JsonElement Value, bool IsOpen)> found = [(root, open > 0)];
        for (var depth = 1; depth <= _steps.Count; depth++)
        {
            var next = new List<(JsonElement Value, bool IsOpen)>();
            foreach (var (value, isOpen) in found)
            {
                isAll &= !isOpen || !_steps[depth - 1].MayFindMore(value);
                next.AddRange(_steps[depth - 1].Apply(value, isOpen).Select(v => (v.Value, isOpen && v.IsLast && depth < open)));
            }

            found = next;
        }

        isAll &= !found.Exists(f => f.IsOpen);
        return [.. found.Take(MostFound).Select(f => f.Value)];
    }

    public override string ToString() => _text;

    private static bool TryTake(ref ReadOnlySpan<char> rest, out Step step)
    {
        step = default;
        if (rest[0] == '.')
        {
            var length = rest[1..].IndexOfAny('.', '[');
            var name = length < 0 ? rest[1..] : rest.Slice(1, length);
            rest = rest[(name.Length + 1)..];
            step = name is "*" ? Step.All : new Step(name.ToString(), null);
            return name is "*" || (name.Length > 0 && IsPlainName(name));
        }

        return rest[0] == '[' && (rest.Length > 1 && rest[1] is '\'' or '"' ? TryTakeQuoted(ref rest, out step) : TryTakeIndex(ref rest, out step));
    }

    private static bool TryTakeQuoted(ref ReadOnlySpan<char> rest, out Step step)
    {
        var quote = rest[1];
        var end = rest[2..].IndexOf(quote);
        step = end < 0 ? default : new Step(rest.Slice(2, end).ToString(), null);
        if (end < 0 || rest.Length < end + 4 || rest[end + 3] != ']')
        {
            return false;
        }

        rest = rest[(end + 4)..];
        return true;
    }

    private static bool TryTakeIndex(ref ReadOnlySpan<char> rest, out Step step)
    {
        step = default;
        var end = rest.IndexOf(']');
        if (end < 2)
        {
            return false;
        }

        var inside = rest[1..end];
        rest = rest[(end + 1)..];
        if (inside is "*")
        {
            step = Step.All;
            return true;
        }

        var isIndex = int.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index);
        step = new Step(null, index);
        return isIndex;
    }

    private static bool IsPlainName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name, an index (from the end where negative), or, with neither, every member or item.</summary>
    private readonly record struct Step(string? Name, int? Index)
    {
        public static Step All => new(null, null);

        public IEnumerable<(JsonElement Value, bool IsLast)> Apply(JsonElement at, bool isOpen) => (at.ValueKind, Name, Index) switch
        {
            (JsonValueKind.Object, { } name, _) => at.TryGetProperty(name, out var member) ? [(member, isOpen && at.EnumerateObject().Last().NameEquals(name))] : [],
            (JsonValueKind.Object, null, null) => at.EnumerateObject().Select((p, i) => (p.Value, i == at.GetPropertyCount() - 1)),
            (JsonValueKind.Array, null, < 0) when isOpen => [], // from an end that is not known
            (JsonValueKind.Array, null, { } index) when Place(index, at.GetArrayLength()) is { } place => [(at[place], place == at.GetArrayLength() - 1)],
            (JsonValueKind.Array, null, null) => at.EnumerateArray().Select((item, i) => (item, i == at.GetArrayLength() - 1)),
            _ => [],
        };

        /// <summary>Whether what is still to come of an open object or list can bring something that the step finds.</summary>
        public bool MayFindMore(JsonElement at) => (at.ValueKind, Name, Index) switch
        {
            (JsonValueKind.Object, { } name, _) => !at.TryGetProperty(name, out _),
            (JsonValueKind.Array, null, >= 0 and var index) => index >= at.GetArrayLength(),
            (JsonValueKind.Object, null, null) or (JsonValueKind.Array, null, _) => true,
            _ => false,
        };

        private static int? Place(int index, int length) =>
            index >= 0 && index < length ? index : index < 0 && -(long)index <= length ? length + index : null;
    }
}
