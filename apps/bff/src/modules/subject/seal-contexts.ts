/** Contexts under which a person's fields are sealed: a value sealed for one column does not open for another. */
export const SEAL = { name: 'subject.name', idNumber: 'subject.id_number', phone: 'subject.phone' } as const
