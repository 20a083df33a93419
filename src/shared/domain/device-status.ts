/** Apart from the schemas: pages and their bridge need these names from the first moment, and the schemas' library never. */
export const DEVICE_STATUSES = ['online', 'idle', 'offline'] as const
export type DeviceStatus = (typeof DEVICE_STATUSES)[number]
