using System.Diagnostics.CodeAnalysis;
using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>
/// What a probe looks at: a component, written <c>provider/region/name</c>, or a service, written by its slug alone; or a place of which
/// nothing is to be said, and that only shows whether a vantage can see, written <c>reference/name</c>.
/// </summary>
public readonly record struct ProbeTarget : IParsable<ProbeTarget>
{
    private const string ReferencePrefix = "reference/";

    private readonly ComponentId? _component;
    private readonly ServiceId? _service;
    private readonly string? _reference;

    public ProbeTarget(ComponentId component) => _component = component;

    public ProbeTarget(ServiceId service) => _service = service;

    private ProbeTarget(string reference) => _reference = reference;

    /// <summary>Null where the target is no component.</summary>
    public ComponentId? Component => _component;

    /// <summary>Null where the target is no service.</summary>
    public ServiceId? Service => _service;

    public bool IsReference => _reference is not null;

    /// <param name="slug">Its name.</param>
    public static ProbeTarget Reference(string slug) =>
        Slug.IsValid(slug) ? new ProbeTarget(slug) : throw new FormatException($"'{Slug.Excerpt(slug)}' is not the name of a reference; {Slug.Rule}");

    public static ProbeTarget Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var target)
            ? target
            : throw new FormatException($"'{Slug.Excerpt(s)}' is neither a component (provider/region/name) nor a service.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProbeTarget result)
    {
        result = default;
        if (s is not null && s.StartsWith(ReferencePrefix, StringComparison.Ordinal) && Slug.IsValid(s.AsSpan(ReferencePrefix.Length)))
        {
            result = new ProbeTarget(s[ReferencePrefix.Length..]);
            return true;
        }

        if (ComponentId.TryParse(s, provider, out var component))
        {
            result = new ProbeTarget(component);
            return true;
        }

        if (ServiceId.TryParse(s, provider, out var service))
        {
            result = new ProbeTarget(service);
            return true;
        }

        return false;
    }

    public override string ToString() =>
        _component?.ToString() ?? _service?.ToString() ?? (_reference is null ? null : ReferencePrefix + _reference) ?? throw new InvalidOperationException("This ProbeTarget was never given a value.");
}
