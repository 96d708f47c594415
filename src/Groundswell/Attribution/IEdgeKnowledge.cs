using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>What incidents have taught of single edges. The catalogue alone, or a memory of confirmed incidents over it.</summary>
public interface IEdgeKnowledge
{
    /// <summary>P(the dependent fails | the component fails wholly), or null where nothing was learnt.</summary>
    /// <param name="component">The component.</param>
    /// <param name="dependent">Id of the service or component that needs it.</param>
    double? Weight(ComponentId component, string dependent);

    /// <summary>Median minutes from one to the other, or null where nothing was learnt.</summary>
    double? LagMinutes(ComponentId component, string dependent);
}
