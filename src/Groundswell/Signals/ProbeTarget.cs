using System.Diagnostics.CodeAnalysis;
using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>What a probe looks at: a component, written <c>provider/region/name</c>, or a service, written by its slug alone.</summary>
public readonly record struct ProbeTarget : IParsable<ProbeTarget>
{
    private readonly ComponentId? _component;
    private readonly ServiceId? _service;

    public ProbeTarget(ComponentId component) => _component = component;

    public ProbeTarget(ServiceId service) => _service = service;

    /// <summary>Null where the target is a service.</summary>
    public ComponentId? Component => _component;

    /// <summary>Null where the target is a component.</summary>
    public ServiceId? Service => _service;

    public static ProbeTarget Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var target)
            ? target
            : throw new FormatException($"'{Slug.Excerpt(s)}' is neither a component (provider/region/name) nor a service.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProbeTarget result)
    {
        result = default;
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
        _component?.ToString() ?? _service?.ToString() ?? throw new InvalidOperationException("This ProbeTarget was never given a value.");
}
